using System.Globalization;
using Bogus;
using ServiceNowElement.Simulator.Store;
using Database = ServiceNowElement.Simulator.Store.Database;

namespace ServiceNowElement.Simulator.Seed;

/// <summary>Made-up data with realistic skew (contract servicenow-rest §8.5); the same seed gives the same rows.</summary>
internal sealed class DataSeed
{
    private static readonly string[] s_subjects = ["VPN drops every few minutes", "Printer on floor {0} jams", "Cannot open the shared mailbox", "Laptop does not wake up", "Password reset for the HR portal", "Disk almost full on srv{0}", "Order form shows a blank page", "Slow network in room {0}", "Backup of db{0} failed", "Access to the finance share"];
    private static readonly string[] s_groups = ["Service Desk", "Network", "DB Ops", "Hardware", "Software", "Email", "Security", "Change Management", "Cloud Ops", "Field Services"];
    private static readonly string[] s_departments = ["Sales", "Finance", "IT", "HR", "Legal", "Production", "Research", "Support"];
    private static readonly string[] s_oddIds = ["-legacy-import-1", "global", "zz-hand-made"];
    private readonly Database _data;
    private readonly SimulatorOptions _options;
    private readonly Random _random;
    private readonly IdSource _ids;
    private readonly DateTime _now;

    internal DataSeed(Database data, SimulatorOptions options)
    {
        _data = data;
        _options = options;
        _random = new Random(options.Seed);
        _ids = new IdSource(options.Seed);

        // A fixed day keeps the data of a seed the same; ages are relative to it.
        _now = data.Now;
    }

    internal void Fill()
    {
        SchemaSeed.Create(_data);
        DictionarySeed.Fill(_data, _ids, Text(_now.AddYears(-3)));
        int incidents = Math.Max(10, _options.Incidents);
        string[] locations = Rows("cmn_location", 12, (row, i, fake) => Set(row, ("name", fake.Address.City()), ("city", fake.Address.City()), ("country", fake.Address.Country())));
        string[] departments = Rows("cmn_department", 8, (row, i, fake) => Set(row, ("name", s_departments[i])));
        string[] companies = Rows("core_company", 25, (row, i, fake) => Set(row, ("name", fake.Company.CompanyName()), ("city", fake.Address.City()), ("country", fake.Address.Country()), ("phone", fake.Phone.PhoneNumber("+1 ### ### ####")), ("customer", Flag(0.6)), ("vendor", Flag(0.3)), ("manufacturer", Flag(0.2)), ("num_employees", Number(10, 20000))));
        string[] users = Users(Math.Clamp(incidents / 20, 40, 1000), companies, departments, locations);
        string[] groups = Rows("sys_user_group", s_groups.Length, (row, i, fake) => Set(row, ("name", s_groups[i]), ("manager", Pick(users)), ("email", s_groups[i].ToLowerInvariant().Replace(' ', '.') + "@example.com"), ("active", "true")));
        string[] cis = Rows("cmdb_ci", Math.Clamp(incidents / 10, 20, 5000), (row, i, fake) => Set(row, ("sys_class_name", "cmdb_ci"), ("name", $"srv{i:0000}"), ("asset_tag", $"P{i:000000}"), ("serial_number", fake.Random.AlphaNumeric(12)), ("ip_address", fake.Internet.Ip()), ("install_status", "1"), ("operational_status", Weighted(("1", 8), ("2", 1), ("6", 1))), ("company", Pick(companies)), ("owned_by", Pick(users)), ("location", Pick(locations))));
        string[] items = Rows("sc_cat_item", 14, (row, i, fake) => Set(row, ("name", fake.Commerce.ProductName()), ("short_description", fake.Commerce.ProductAdjective()), ("active", "true"), ("price", Number(10, 3000)), ("sys_class_name", "sc_cat_item")));
        Rows("u_gauge", 6, (row, i, fake) => Set(row, ("u_name", "Gauge " + (i + 1)), ("u_site", i % 2 == 0 ? locations[0] : string.Empty), ("u_active", "true"), ("u_value", Number(0, 100))));
        string[] problems = Tasks("problem", Math.Max(10, incidents / 40), users, groups, cis, row => Set(row, ("state", Weighted(("101", 3), ("102", 2), ("103", 2), ("106", 2), ("107", 4)))));
        Tasks("change_request", Math.Max(10, incidents / 25), users, groups, cis, row => Set(row, ("type", Weighted(("normal", 6), ("standard", 3), ("emergency", 1))), ("risk", Weighted(("2", 1), ("3", 3), ("4", 6))), ("state", Weighted(("-5", 3), ("-4", 2), ("-2", 2), ("0", 1), ("3", 6))), ("start_date", Text(_now.AddHours(Next(0, 400)))), ("end_date", Text(_now.AddHours(Next(400, 500))))));
        string[] requests = Tasks("sc_request", Math.Max(10, incidents / 30), users, groups, cis, row => Set(row, ("requested_for", Pick(users)), ("request_state", "in_process")));
        Tasks("sc_req_item", Math.Max(10, incidents / 20), users, groups, cis, row => Set(row, ("request", Pick(requests)), ("cat_item", Pick(items)), ("requested_for", Pick(users)), ("stage", Weighted(("fulfillment", 3), ("completed", 5))), ("quantity", "1"), ("price", Number(10, 3000))));
        Tasks("incident", incidents, users, groups, cis, row =>
        {
            string state = Weighted(("1", 4), ("2", 6), ("3", 2), ("6", 5), ("7", 22), ("8", 1));
            Set(row, ("state", state), ("incident_state", state), ("caller_id", Pick(users)), ("category", Weighted(("inquiry", 5), ("software", 4), ("hardware", 3), ("network", 2), ("database", 1))), ("severity", "3"), ("problem_id", Next(0, 100) < 4 ? Pick(problems) : string.Empty));
            if (state is "6" or "7")
            {
                string resolved = Text(_now.AddMinutes(-Next(60, 40000)));
                Set(row, ("close_code", Weighted(("Solution provided", 6), ("Workaround provided", 2), ("User error", 1))), ("close_notes", "Done."), ("resolved_at", resolved), ("resolved_by", Pick(users)), ("closed_at", state == "7" ? resolved : string.Empty));
            }

            row.Set("active", state is "7" or "8" ? "false" : "true");
        });
        new CatalogSeed(_data, _ids, Text(_now.AddDays(-400))).Fill();
    }

    private string[] Users(int count, string[] companies, string[] departments, string[] locations) => Rows("sys_user", count, (row, i, fake) =>
    {
        if (i == 0)
        {
            Set(row, ("user_name", _options.User), ("first_name", "System"), ("last_name", "Administrator"), ("name", "System Administrator"), ("email", "admin@example.com"), ("active", "true"));
            return;
        }

        string first = fake.Name.FirstName();
        string last = fake.Name.LastName();
        Set(row, ("user_name", $"{first}.{last}{i}".ToLowerInvariant().Replace("'", string.Empty)), ("first_name", first), ("last_name", last), ("name", first + " " + last), ("email", $"{first}.{last}{i}@example.com".ToLowerInvariant().Replace("'", string.Empty)),
            ("title", fake.Name.JobTitle()), ("department", Pick(departments)), ("company", Pick(companies)), ("location", Pick(locations)), ("active", Flag(0.95)), ("vip", Flag(0.02)), ("employee_number", i.ToString("00000", CultureInfo.InvariantCulture)));
    });

    private string[] Tasks(string name, int count, string[] users, string[] groups, string[] cis, Action<SimRow> more)
    {
        SimTable table = _data[name];
        string shared = Text(_now.AddDays(-7));
        string[] ids = Rows(name, count, (row, i, _) =>
        {
            string impact = Weighted(("1", 1), ("2", 3), ("3", 8));
            string urgency = Weighted(("1", 1), ("2", 4), ("3", 7));
            string opened = Text(_now.AddMinutes(-Next(10, 500000)));
            string number = table.Prefix + (10001 + i).ToString("0000000", CultureInfo.InvariantCulture);
            string subject = string.Format(CultureInfo.InvariantCulture, s_subjects[Next(0, s_subjects.Length)], Next(1, 40));
            Set(row, ("sys_class_name", name), ("number", number), ("task_effective_number", number), ("short_description", subject), ("description", Description(i, subject)), ("impact", impact), ("urgency", urgency), ("priority", TaskRules.Priority(impact, urgency)),
                ("state", "1"), ("active", "true"), ("opened_at", opened), ("opened_by", Pick(users)), ("sys_created_on", opened), ("sys_updated_on", Next(0, 50) == 0 ? shared : Text(_now.AddMinutes(-Next(1, 20000)))),
                ("assignment_group", Next(0, 10) < 9 ? groups[Math.Min(Next(0, groups.Length), Next(0, groups.Length))] : string.Empty), ("assigned_to", Next(0, 10) < 6 ? Pick(users) : string.Empty), ("cmdb_ci", Next(0, 10) < 4 ? Pick(cis) : string.Empty),
                ("contact_type", Weighted(("email", 3), ("phone", 3), ("self-service", 5), ("monitoring", 1))), ("made_sla", Flag(0.9)), ("knowledge", "false"), ("escalation", "0"), ("reassignment_count", Number(0, 4)), ("approval", "not requested"), ("sys_domain", "global"));
            more(row);
        });
        table.NextNumber = 10001 + count;
        return ids;
    }

    private static string Description(int i, string subject) => (i % 1000) switch
    {
        7 => "Emoji \U0001F600 and a control character \u0001 in " + subject,
        _ when i % 100 == 3 => string.Join(" ", Enumerable.Repeat(subject + ".", 60)),
        _ => subject + ". Reported by the user.",
    };

    private string[] Rows(string name, int count, Action<SimRow, int, Faker> fill)
    {
        SimTable table = _data[name];
        var fake = new Faker("en") { Random = new Randomizer(_options.Seed + name.Length) };
        var rows = new List<SimRow>(count);
        var ids = new string[count];
        string stamp = Text(_now.AddDays(-400));
        for (int i = 0; i < count; i++)
        {
            var values = new string[table.Columns.Count];
            Array.Fill(values, string.Empty);

            // Hand-made and legacy ids exist; they sort before "0" and after "f" (contract §2.5).
            values[0] = name == "incident" && i is >= 4 and <= 6 ? s_oddIds[i - 4] : _ids.Next();
            ids[i] = values[0];
            var row = new SimRow(table, values);
            Set(row, ("sys_created_on", stamp), ("sys_created_by", "system"), ("sys_updated_on", stamp), ("sys_updated_by", "system"), ("sys_mod_count", Number(0, 9)));
            fill(row, i, fake);
            rows.Add(row);
        }

        table.Load(rows);
        return ids;
    }

    private static void Set(SimRow row, params (string Column, string Value)[] values)
    {
        foreach ((string column, string value) in values)
        {
            row.Set(column, value);
        }
    }

#pragma warning disable CA5394 // Made-up data must repeat with its seed.
    private int Next(int from, int below) => _random.Next(from, below);
#pragma warning restore CA5394

    private string Pick(string[] values) => values[Next(0, values.Length)];

    private string Number(int from, int below) => Next(from, below).ToString(CultureInfo.InvariantCulture);

    private string Flag(double share) => Next(0, 1000) < share * 1000 ? "true" : "false";

    private string Weighted(params (string Value, int Weight)[] choices)
    {
        int at = Next(0, choices.Sum(choice => choice.Weight));
        foreach ((string value, int weight) in choices)
        {
            at -= weight;
            if (at < 0)
            {
                return value;
            }
        }

        return choices[^1].Value;
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
