namespace ServiceNowElement.Model;

/// <summary>What a create with a correlation does when the record is there already.</summary>
public enum IfExists
{
    /// <summary>Fails with <c>DuplicateKey</c>.</summary>
    Error,

    /// <summary>Returns the record as it is.</summary>
    Return,

    /// <summary>Adds a comment: the given <c>comments</c> or <c>work_notes</c>, else the short description.</summary>
    Comment,

    /// <summary>Sets the given columns.</summary>
    Update,
}
