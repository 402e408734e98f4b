using System.Text.Json.Serialization;

namespace Virga.Compute;

/// <summary>What a backend knows of a running machine that the World cannot know by itself.</summary>
internal sealed record MachineFacts
{
    /// <summary>The address at which the host reaches the machine, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Where ssh reaches it from the host, as <c>host:port</c>, or null.</summary>
    public string? SshEndpoint { get; init; }

    /// <summary>Where its screen is shown by VNC, as <c>host:port</c>, or null.</summary>
    public string? VncEndpoint { get; init; }

    /// <summary>The backend's own name of it: a container id, a domain's UUID.</summary>
    public string? HostId { get; init; }

    /// <summary>What of the API's answer does not hold on this host, in a sentence, or null.</summary>
    public string? Limitation { get; init; }

    /// <summary>Volumes that should go and that the guest still holds. Of the moment, so it is not kept.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> HeldVolumeIds { get; init; } = [];

    /// <summary>Volumes that the machine has no place for. Of the moment, so it is not kept.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> RefusedVolumeIds { get; init; } = [];
}
