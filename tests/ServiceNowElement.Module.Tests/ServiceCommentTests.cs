namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="CommentTests"/> says, through our service.</summary>
public sealed class ServiceCommentTests() : CommentTests(Way.Service);
