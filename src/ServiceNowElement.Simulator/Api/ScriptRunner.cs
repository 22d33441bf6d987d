using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Plays a <see cref="SimulatorScript"/> and remembers what it inserted and deleted.</summary>
internal sealed class ScriptRunner(SimulatorScript script, Database data, SimulatorKnobs knobs)
{
#pragma warning disable CA5394 // Changes must repeat with their seed.
    private readonly Random _random = new(script.Seed);
    private int _lists;

    internal HashSet<string> Inserted { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal HashSet<string> Deleted { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal void After(Call call)
    {
        if (call.Method != "GET" || call.Table != script.Table || Interlocked.Increment(ref _lists) % script.Every != 0)
        {
            return;
        }

        data.Gate.EnterWriteLock();
        try
        {
            for (int i = 0; i < script.Count; i++)
            {
                Play(data[script.Table]);
            }
        }
        finally
        {
            data.Gate.ExitWriteLock();
        }
    }

    private void Play(SimTable table)
    {
        switch (script.Actions[_random.Next(script.Actions.Count)])
        {
            case "insert":
                var bytes = new byte[16];
                _random.NextBytes(bytes);
                SimRow template = table.Rows[_random.Next(table.Rows.Count)].Copy();
                template[0] = Convert.ToHexStringLower(bytes);
                table.Insert(template);
                Inserted.Add(template.Id);
                break;
            case "delete" when table.Rows.Count > 1:
                SimRow row = table.Rows[_random.Next(table.Rows.Count)];
                Deletion.Run(data, knobs, row, "system");
                Deleted.Add(row.Id);
                break;
            default:
                table.Rows[_random.Next(table.Rows.Count)].Set("sys_updated_on", data.Stamp);
                break;
        }

        data.Changed();
    }
#pragma warning restore CA5394
}
