namespace ServiceNowElement.Model;

/// <summary>The two journals of a record (contract servicenow-rest §2.6).</summary>
public enum JournalKind
{
    /// <summary>Additional comments, which the customer sees; the column <c>comments</c>.</summary>
    Comment,

    /// <summary>Work notes, for the people who work on the record; the column <c>work_notes</c>.</summary>
    WorkNote,
}
