using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>A page that was accepted whole.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Total">What the instance counted, hidden rows included; null when not asked.</param>
/// <param name="Limit">The size the page was finally asked with.</param>
/// <param name="Next">The mark of the next page; null when there is none.</param>
internal sealed record TablePage(List<Record> Rows, long? Total, int Limit, string? Next = null);
