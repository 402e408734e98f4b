namespace Virga.Docker.Engine;

/// <summary>Time limits for calls to the engine. Streams (logs, events, exec, pull) have none once begun.</summary>
internal sealed record EngineOptions
{
    public static readonly EngineOptions Default = new();

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For most calls; an engine under load takes seconds to make or start a container.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For calls that move a disk: commit, load, import, archives.</summary>
    public TimeSpan TransferTimeout { get; init; } = TimeSpan.FromMinutes(30);
}
