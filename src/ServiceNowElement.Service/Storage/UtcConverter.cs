using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ServiceNowElement.Service.Storage;

/// <summary>Times are UTC in both databases; SQLite would forget it on the way back.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    time => time.ToUniversalTime(),
    time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
