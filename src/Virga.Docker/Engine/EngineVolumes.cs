using System.Text.Json;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Engine;

/// <summary>Named volumes.</summary>
internal sealed class EngineVolumes(EngineCalls calls)
{
    /// <summary>Makes a volume; one of that name that exists already is answered as it is.</summary>
    public Task<EngineVolume> CreateAsync(VolumeSpec spec, CancellationToken cancellation) =>
        calls.AskAsync(new(HttpMethodName.Post, "/volumes/create")
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(spec, EngineJson.Default.VolumeSpec),
        }, EngineJson.Default.EngineVolume, cancellation);

    public Task<EngineVolume> InspectAsync(string name, CancellationToken cancellation) =>
        calls.AskAsync(new(HttpMethodName.Get, $"/volumes/{EnginePath.Segment(name)}"),
            EngineJson.Default.EngineVolume, cancellation);

    public async Task<IReadOnlyList<EngineVolume>> ListAsync(EngineFilters filters, CancellationToken cancellation)
    {
        var request = new EngineRequest(HttpMethodName.Get, "/volumes").With("filters", filters.ToJson());
        return (await calls.AskAsync(request, EngineJson.Default.VolumeList, cancellation)).Volumes ?? [];
    }

    /// <summary>Conflict (409) while a container uses it.</summary>
    public Task RemoveAsync(string name, CancellationToken cancellation) =>
        calls.TellAsync(new(HttpMethodName.Delete, $"/volumes/{EnginePath.Segment(name)}"), cancellation);
}
