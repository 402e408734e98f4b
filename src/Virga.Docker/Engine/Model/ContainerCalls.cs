namespace Virga.Docker.Engine.Model;

/// <summary>A container in a list.</summary>
internal sealed record ContainerSummary
{
    public required string Id { get; init; }

    /// <summary>With the slash that Docker puts before each.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    public string? Image { get; init; }

    public string? ImageID { get; init; }

    /// <summary>Unix time in seconds.</summary>
    public long Created { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>created, running, paused, restarting, removing, exited or dead.</summary>
    public string? State { get; init; }

    /// <summary>For people.</summary>
    public string? Status { get; init; }
}

/// <summary>How a container ended.</summary>
internal sealed record ContainerExit
{
    public long StatusCode { get; init; }

    public ExitError? Error { get; init; }
}

/// <summary>Why waiting failed.</summary>
internal sealed record ExitError
{
    public string? Message { get; init; }
}

/// <summary>Limits to change. Members that are null stay as they are.</summary>
internal sealed record ContainerUpdate
{
    public long? Memory { get; init; }

    public long? MemorySwap { get; init; }

    public long? NanoCpus { get; init; }

    public long? PidsLimit { get; init; }

    public RestartPolicy? RestartPolicy { get; init; }
}

/// <summary>How to make an image of a container.</summary>
internal sealed record ContainerCommit
{
    public string? Repository { get; init; }

    public string? Tag { get; init; }

    public string? Comment { get; init; }

    /// <summary>Whether its processes are held meanwhile, which makes the image consistent.</summary>
    public bool IsPaused { get; init; } = true;

    /// <summary>Dockerfile lines, as <c>CMD</c>, <c>ENV</c>, <c>LABEL</c>.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}

/// <summary>Which part of a container's output to read.</summary>
internal sealed record LogQuery
{
    /// <summary>Whether reading goes on as output comes, until the container ends.</summary>
    public bool IsFollowed { get; init; }

    public bool HasTimestamps { get; init; }

    /// <summary>Lines from the end; all when null.</summary>
    public int? Tail { get; init; }

    /// <summary>Unix time in seconds, with an optional fraction.</summary>
    public string? Since { get; init; }
}

/// <summary>A file of a container.</summary>
internal sealed record PathStatus
{
    [System.Text.Json.Serialization.JsonPropertyName("name")]
    public string? Name { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("size")]
    public long Size { get; init; }

    /// <summary>Go's os.FileMode: permission bits, and flags of its own above them.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("mode")]
    public uint Mode { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("linkTarget")]
    public string? LinkTarget { get; init; }
}

/// <summary>A process to run in a container.</summary>
internal sealed record ExecSpec
{
    public required IReadOnlyList<string> Cmd { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public string? User { get; init; }

    public string? WorkingDir { get; init; }

    public bool Tty { get; init; }

    public bool AttachStdin { get; init; }

    public bool AttachStdout { get; init; } = true;

    public bool AttachStderr { get; init; } = true;

    public bool? Privileged { get; init; }
}

/// <summary>The body of "start an exec".</summary>
internal sealed record ExecStart
{
    public bool Detach { get; init; }

    public bool Tty { get; init; }
}

/// <summary>How a process in a container fares. The exit code is null while it runs.</summary>
internal sealed record ExecInspection
{
    public bool Running { get; init; }

    public long? ExitCode { get; init; }

    public int Pid { get; init; }
}
