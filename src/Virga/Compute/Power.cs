using System.Text.Json.Serialization;

namespace Virga.Compute;

/// <summary>What a machine should come to, or was seen to be.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Power>))]
internal enum Power
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>Its processes ended; disk, addresses and identity stay.</summary>
    Stopped,

    /// <summary>It is gone, with everything of it on the host.</summary>
    Terminated,
}
