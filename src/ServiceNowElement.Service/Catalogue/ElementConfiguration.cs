using ServiceNowElement.Service.Instances;

namespace ServiceNowElement.Service.Catalogue;

/// <summary>The configuration keys of the two elements, in the order of contract cloud-elements-api §4.3.</summary>
internal static class ElementConfiguration
{
    private const string PollerDefault = """{"incidents":{"url":"/hubs/helpdesk/incidents?where=sys_updated_on>='${date}'","idField":"sys_id","datesConfiguration":{"updatedDateField":"sys_updated_on","updatedDateFormat":"yyyy-MM-dd HH:mm:ss","createdDateField":"sys_created_on","createdDateFormat":"yyyy-MM-dd HH:mm:ss"}}}""";

    internal static IReadOnlyList<ConfigurationItem> Basic { get; } =
    [
        new(14501, ConfigurationKeys.Subdomain, "Subdomain", "The subdomain of the ServiceNow instance, or its whole address.", "TEXTFIELD_1000", null) { Required = true },
        new(14502, "username", "Username", "The user who signs in to ServiceNow.", "TEXTFIELD_128", null) { Required = true },
        new(14503, "password", "Password", "The password of the user.", "PASSWORD", null) { Required = true },
        .. Common(14510),
    ];

    internal static IReadOnlyList<ConfigurationItem> OAuth { get; } =
    [
        new(56601, ConfigurationKeys.Subdomain, "Subdomain", "The subdomain of the ServiceNow instance, or its whole address.", "TEXTFIELD_1000", null) { Required = true },
        new(56602, "oauth.api.key", "API Key", "The client id of the application registry.", "PASSWORD", null) { Required = true },
        new(56603, "oauth.api.secret", "API Secret", "The client secret of the application registry.", "PASSWORD", null) { Required = true },
        new(56604, "oauth.callback.url", "Callback URL", "Where ServiceNow sends the user back to.", "TEXTFIELD_1000", null),
        new(56605, "oauth.scope", "Scope", "The scope that is asked for.", "TEXTFIELD_1000", null) { Internal = true },
        new(56606, "oauth.user.token", "OAuth User Token", "The access token.", "PASSWORD", null) { Internal = true },
        new(56607, "oauth.user.refresh_token", "OAuth User Refresh Token", "The refresh token.", "PASSWORD", null) { Internal = true },
        new(56608, "oauth.user.refresh_interval", "OAuth Refresh Interval", "Seconds between renewals.", "TEXTFIELD_32", null) { Internal = true },
        .. Common(56610),
    ];

    private static ConfigurationItem[] Common(long first) =>
    [
        new(first, "base.url", "Base URL", "The address of the Table API.", "TEXTFIELD_1000", "https://{subdomain}.service-now.com/api/now/v1/table") { Internal = true },
        new(first + 1, "filter.response.nulls", "Filter null values", "Whether null members leave the answers.", "BOOLEAN", "true"),
        new(first + 2, "pagination.max", "Page size", "The largest page.", "TEXTFIELD_32", "200"),
        new(first + 3, "pagination.type", "Pagination type", "How pages are asked for.", "TEXTFIELD_32", "offset") { Internal = true },
        new(first + 4, "event.notification.enabled", "Enable events", "Whether changes are polled and reported.", "BOOLEAN", "false"),
        new(first + 5, "event.notification.callback.url", "Event callback URL", "Where changes are reported to.", "TEXTFIELD_1000", null),
        new(first + 6, "event.notification.signature.key", "Callback signature key", "The key that signs reports.", "PASSWORD", null),
        new(first + 7, "event.notification.subscription.id", "Event subscription", "The subscription behind the events.", "TEXTFIELD_64", null) { Internal = true },
        new(first + 8, "event.vendor.type", "Vendor event type", "How changes are found.", "TEXTFIELD_32", "polling") { Internal = true },
        new(first + 9, "event.poller.refresh_interval", "Event poller refresh interval (mins)", "Minutes between two polls.", "TEXTFIELD_32", "15"),
        new(first + 10, "event.poller.configuration", "Configure polling", "What is polled, as JSON.", "TEXTAREA", "{}") { ElementDefault = PollerDefault },
        new(first + 11, "bulk.query.field_name", "Bulk query field", "The column behind from, to and lastRunDate.", "TEXTFIELD_128", "sys_updated_on") { Internal = true },
        new(first + 12, "bulk.query.operator", "Bulk query operator", "How it is compared.", "TEXTFIELD_32", ">=") { Internal = true },
        new(first + 13, "bulk.query.date_mask", "Bulk date mask", "How its dates are written.", "TEXTFIELD_64", "yyyy/MM/dd HH:mm:ss") { Internal = true },
        new(first + 14, "bulk.query.download_format", "Bulk download format", "The format of downloads.", "TEXTFIELD_32", "json") { Internal = true },
        new(first + 15, "bulk.attribute.created_time", "Bulk created time", "The column of the creation time.", "TEXTFIELD_128", "sys_created_on") { Internal = true },
        new(first + 16, "bulk.add_metadata", "Bulk metadata", "Whether rows carry metadata.", "BOOLEAN", "false") { Internal = true },
        new(first + 17, "bulk.relations", "Bulk relations", "Relations between objects, as JSON.", "TEXTAREA", "{}") { Internal = true },
    ];
}
