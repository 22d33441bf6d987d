using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Security;

/// <summary>
/// Hashes secrets with a key that the database holds encrypted only, so that a copy of the database proves nothing. Secrets have
/// 128 bits and more, so no slow hash is needed. A secret is found by its hash, whose comparison leaks nothing about the secret.
/// </summary>
internal sealed class SecretHasher(ServiceDbFactory store, SecretBox box)
{
    private const string SettingKey = "secret-hash-key";
    private byte[]? _key;

    internal async Task LoadAsync(CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        ServerSettingEntity? setting = await db.Settings.FindAsync([SettingKey], token);
        if (setting == null)
        {
            setting = new ServerSettingEntity { Key = SettingKey, Value = box.Seal(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))) };
            db.Settings.Add(setting);
            await db.SaveChangesAsync(token);
        }

        _key = Convert.FromBase64String(box.Open(setting.Value));
    }

    internal string Hash(string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key ?? throw new InvalidOperationException("The key was not loaded."), Encoding.UTF8.GetBytes(secret)));

    internal static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right));
}
