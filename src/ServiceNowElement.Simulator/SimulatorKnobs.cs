namespace ServiceNowElement.Simulator;

/// <summary>What can be turned while the simulator runs (contract servicenow-rest §8.2), in process or by <c>/__sim/state</c>.</summary>
public sealed partial class SimulatorKnobs
{
    /// <summary>Gets or sets the factor of the cost model's waits; 0 for none.</summary>
    public double TimeScale { get; set; }

    /// <summary>Gets or sets a fixed wait per 1,000 rows of a list, in milliseconds, beside the cost model; at least one row's share.</summary>
    public double PageMilliseconds { get; set; }

    /// <summary>Gets or sets the fixed wait of every request in milliseconds.</summary>
    public double RequestMilliseconds { get; set; }

    /// <summary>Gets or sets the share of rows, 0 to 1, that row access rules hide after the window was cut (contract §2.3).</summary>
    public double HiddenShare { get; set; }

    /// <summary>Gets or sets a whole range of hidden rows: sys_ids from here on …</summary>
    public string? HiddenFrom { get; set; }

    /// <summary>Gets or sets … and below here.</summary>
    public string? HiddenBelow { get; set; }

    /// <summary>Gets or sets how long the transform of one staging row takes, in milliseconds of the instance's clock; two run at once (contract §8.3).</summary>
    public double TransformMilliseconds { get; set; } = 30;

    /// <summary>Gets the columns that field access rules hide.</summary>
    public HashSet<string> HiddenFields { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the tables this user may not read.</summary>
    public HashSet<string> DeniedTables { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets what an unknown field in a query does: <c>ignore</c>, <c>noRows</c> or <c>forbid</c> (contract §3.4).</summary>
    public string InvalidQuery { get; set => field = OneOf(value, "ignore", "noRows", "forbid"); } = "ignore";

    /// <summary>Gets or sets a value indicating whether a sys_id in a create is replaced (hardened instance, contract §2.5).</summary>
    public bool AdminOnlySysFields { get; set; }

    /// <summary>Gets or sets how many requests may wait on one session before the next is answered 202 (contract §1.4).</summary>
    public int SessionQueue { get; set; } = 10;

    /// <summary>Gets or sets the life of an access token in seconds.</summary>
    public int AccessSeconds { get; set; } = 1800;

    /// <summary>Gets or sets a value indicating whether the instance sleeps (E24).</summary>
    public bool Hibernating { get; set; }

    /// <summary>Gets or sets the transaction quota in modelled seconds (contract §6.2).</summary>
    public double QuotaSeconds { get; set; } = 60;

    /// <summary>Gets or sets the quota of a whole batch in modelled seconds.</summary>
    public double BatchSeconds { get; set; } = 30;

    /// <summary>Gets or sets how many requests the REST pool runs at once (contract §6.3).</summary>
    public int PoolLanes { get; set; } = 4;

    /// <summary>Gets or sets how many requests may wait for the pool before the next is answered 429.</summary>
    public int PoolQueue { get; set; } = 50;

    /// <summary>Gets or sets the requests a user may send per hour; 0 for no rule (contract §6.1).</summary>
    public int RatePerHour { get; set; }

    /// <summary>Gets the rules of single users, requests per hour by user name; they come before the rule for everyone (contract §6.1).</summary>
    public Dictionary<string, int> RateByUser { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the tables on which range operators and sorting are refused (query_range, contract §3.4).</summary>
    public HashSet<string> RangeDenied { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the longest request line in characters (E7).</summary>
    public int LongestRequestLine { get; set; } = 8192;

    /// <summary>Gets or sets a value indicating whether Basic is restricted: the right password is answered 401 (contract §5.1).</summary>
    public bool BasicRestricted { get; set; }

    /// <summary>Gets or sets a value indicating whether the user must give a second factor: 401 with <c>X-MFA_TOKEN</c>.</summary>
    public bool Mfa { get; set; }

    /// <summary>Gets or sets the user's time zone, for what is displayed (contract §2.6).</summary>
    public string TimeZone { get; set; } = "GMT";

    /// <summary>Gets or sets the user's date format.</summary>
    public string DateFormat { get; set; } = "yyyy-MM-dd";

    /// <summary>Gets or sets the user's time format.</summary>
    public string TimeFormat { get; set; } = "HH:mm:ss";
}
