using ServiceNowElement.Simulator.Seed;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator;

/// <content>Staging tables that a test brings along.</content>
public sealed partial class SimulatorHost
{
    /// <summary>Adds a staging table with its transform maps and its rows in the dictionary; a reset takes it away again.</summary>
    /// <param name="staging">The table.</param>
    /// <exception cref="ArgumentException">The table exists, or a map names something that does not.</exception>
    public void AddStagingTable(SimulatorStagingTable staging)
    {
        ArgumentNullException.ThrowIfNull(staging);
        Database data = _data;
        data.Gate.EnterWriteLock();
        try
        {
            if (data.Find(staging.Name) != null)
            {
                throw new ArgumentException($"There is a table '{staging.Name}' already.", nameof(staging));
            }

            foreach (SimulatorTransformMap map in staging.Maps)
            {
                SimTable target = data.Find(map.Table) ?? throw new ArgumentException($"Map '{map.Name}' names table '{map.Table}', which does not exist.", nameof(staging));
                string? unknown = map.Fields.Keys.FirstOrDefault(column => !staging.Columns.Contains(column)) ?? map.Fields.Values.Concat(map.Coalesce).FirstOrDefault(column => target.Find(column) == null);
                if (unknown != null)
                {
                    throw new ArgumentException($"Map '{map.Name}' names column '{unknown}', which does not exist.", nameof(staging));
                }
            }

            DictionarySeed.Fill(data, ImportSchema.Add(data, staging), () => Guid.NewGuid().ToString("N"), data.Stamp);
        }
        finally
        {
            data.Gate.ExitWriteLock();
        }
    }
}
