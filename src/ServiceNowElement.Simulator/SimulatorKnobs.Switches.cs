namespace ServiceNowElement.Simulator;

/// <content>The switches of contract servicenow-rest §8.2 that few tests need.</content>
public sealed partial class SimulatorKnobs
{
    private const long TopAttachmentMegabytes = 1024;

    /// <summary>Gets or sets whether a doubled caret in a query is a caret within a value: <c>double</c> or <c>none</c> (EC68).</summary>
    public string CaretEscape { get; set => field = OneOf(value, "double", "none"); } = "double";

    /// <summary>Gets or sets a value indicating whether text in a query is compared with its case (contract §3.1).</summary>
    public bool CaseSensitive { get; set; }

    /// <summary>Gets or sets the order of a list that asks for none: <c>shuffled</c> by the seed, or <c>stable</c>, the sys_ids backwards (contract §2.3). Pages of either fit together; the fault <c>unstable-sort</c> is for those that do not.</summary>
    public string OrderUnspecified { get; set => field = OneOf(value, "stable", "shuffled"); } = "shuffled";

    /// <summary>Gets or sets the seed of that order.</summary>
    public int OrderSeed { get; set; } = 1;

    /// <summary>Gets or sets a value indicating whether a deletion leaves a row in <c>sys_audit_delete</c> (contract §4.7); tables whose names begin with <c>sys_</c> do not.</summary>
    public bool AuditDelete { get; set; } = true;

    /// <summary>Gets the tables whose deletions leave no row all the same (EC100).</summary>
    public HashSet<string> NoAuditDelete { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the <c>sys_</c> tables whose deletions leave a row.</summary>
    public HashSet<string> AuditedSystemTables { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets how many nodes the instance has: sessions keep to one, each has its own REST pool and counts its own share of the rate rule (contract §6.1, §6.3).</summary>
    public int Nodes { get; set => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is at least one node."); } = 1;

    /// <summary>Gets or sets after how many seconds of the instance's clock the nodes tell each other their counts; until then a burst can overrun the rule.</summary>
    public double RateMergeSeconds { get; set; } = 30;

    /// <summary>Gets or sets a value indicating whether the instance is being worked on: every request is answered 503 (E23).</summary>
    public bool Maintenance { get; set; }

    /// <summary>Gets or sets a value indicating whether answers are packed for who accepts that.</summary>
    public bool Gzip { get; set; } = true;

    /// <summary>Gets or sets after how many idle minutes of the instance's clock a session ends (contract §1.4).</summary>
    public double SessionMinutes { get; set; } = 30;

    /// <summary>Gets or sets how many sessions may live at once before a request that would open another is answered 429; 0 for any number (EC98).</summary>
    public int SessionsMost { get; set; }

    /// <summary>Gets or sets a value indicating whether asking again while a token lives returns the same one (contract §5.2).</summary>
    public bool ReuseToken { get; set; } = true;

    /// <summary>Gets or sets the life of a refresh token in seconds.</summary>
    public int RefreshSeconds { get; set; } = 8640000;

    /// <summary>Gets or sets a value indicating whether a choice column takes values outside its list (property <c>glide.rest.choice.allow_non_existing_value</c>); else they are refused silently.</summary>
    public bool ChoiceAllowNonExisting { get; set; } = true;

    /// <summary>Gets or sets the largest attachment in MB (property <c>com.glide.attachment.max_size</c>), 1024 at the most; null, the empty property, means 1 KB.</summary>
    public double? AttachmentMaxMegabytes { get; set; } = TopAttachmentMegabytes;

    internal long AttachmentMaxBytes => AttachmentMaxMegabytes is { } megabytes ? (long)(Math.Min(megabytes, TopAttachmentMegabytes) * 1024 * 1024) : 1024;

    private static string OneOf(string value, params string[] known) =>
        known.Contains(value) ? value : throw new ArgumentException($"'{value}' is none of: {string.Join(", ", known)}.", nameof(value));
}
