using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Security;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Instances;

/// <summary>Stores refresh tokens that providers renew in the middle of calls (contract cloud-elements-api §6), one after the other.</summary>
internal sealed partial class RefreshTokenKeeper(ServiceDbFactory store, SecretBox box, ILogger<RefreshTokenKeeper> logger) : BackgroundService
{
    private readonly Channel<(long InstanceId, string Token)> _renewed = Channel.CreateUnbounded<(long, string)>();

    internal void Keep(long instanceId, string refreshToken) => _renewed.Writer.TryWrite((instanceId, refreshToken));

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What was renewed is still written down; without it the instance would have to sign in again.
        _renewed.Writer.TryComplete();
        if (ExecuteTask != null)
        {
            await ExecuteTask.WaitAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach ((long id, string token) in _renewed.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                string sealedToken = box.Seal(token);
                await using ServiceDb db = store.CreateDbContext();
                await db.Configuration.Where(entry => entry.InstanceId == id && entry.Key == ConfigurationKeys.RefreshToken)
                    .ExecuteUpdateAsync(change => change.SetProperty(entry => entry.Value, sealedToken), CancellationToken.None);
            }
            catch (Exception failure) when (failure is DbUpdateException or System.Data.Common.DbException)
            {
                LogNotKept(failure, id);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The renewed refresh token of instance {InstanceId} could not be stored; it has to sign in again after a restart")]
    private partial void LogNotKept(Exception failure, long instanceId);
}
