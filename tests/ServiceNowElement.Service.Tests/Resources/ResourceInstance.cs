namespace ServiceNowElement.Service.Tests.Resources;

/// <summary>An instance and a client that shows its token.</summary>
internal sealed record ResourceInstance(long Id, HttpClient Hub);
