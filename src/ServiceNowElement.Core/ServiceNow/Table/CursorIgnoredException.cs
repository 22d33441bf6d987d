namespace ServiceNowElement.ServiceNow.Table;

/// <summary>The far side does not obey conditions or an order on sys_id, and no row of such a page was used. Never leaves the element, which then reads another way.</summary>
internal sealed class CursorIgnoredException(string why) : Exception(why);
