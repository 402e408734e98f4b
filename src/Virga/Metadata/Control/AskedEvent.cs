using System.Text.Json.Serialization;
using Virga.Ec2.InstanceEvents;

namespace Virga.Metadata.Control;

/// <summary>The body of a request for an event; see <see cref="InstanceEventRoute"/>.</summary>
internal sealed record AskedEvent(
    string Type, string? Action = null, double? DelaySeconds = null, double? NoticeSeconds = null, string? Code = null,
    string? Description = null, DateTimeOffset? NotBefore = null, DateTimeOffset? NotAfter = null,
    DateTimeOffset? NotBeforeDeadline = null, string? EventId = null, string? State = null);

/// <summary>Why a control request was refused.</summary>
internal sealed record ControlFault(string Code, string Message);

/// <summary>Serializers of these requests and answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    PropertyNameCaseInsensitive = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AskedEvent))]
[JsonSerializable(typeof(PlannedEvents))]
[JsonSerializable(typeof(MetadataRead[]))]
[JsonSerializable(typeof(ControlFault))]
internal sealed partial class InstanceEventJson : JsonSerializerContext;
