using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>One item of an order.</summary>
internal sealed record CatalogLine(SimRow Item, int Quantity, IReadOnlyList<string> Users, CatalogAnswers Answers);
