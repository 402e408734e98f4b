namespace Virga.Docker.Init.UserData;

/// <summary>One part of user data, of a kind that cloud-init has a handler for.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name of its file.</param>
/// <param name="Content">Without any encoding.</param>
internal sealed record UserDataPart(PartKind Kind, string Name, byte[] Content)
{
    /// <summary>How its cloud-config is merged into what was there, or null for cloud-init's own way.</summary>
    public string? MergeType { get; init; }
}

/// <summary>The kinds of parts. Source: cloud-init's documentation, "User data formats".</summary>
internal enum PartKind
{
    /// <summary>Runs once per instance, last.</summary>
    Script,

    /// <summary>Goes to the folder of what runs at each boot.</summary>
    ScriptPerBoot,

    /// <summary>Goes to the folder of what runs once per instance.</summary>
    ScriptPerInstance,

    /// <summary>Goes to the folder of what runs once in the life of the disk.</summary>
    ScriptPerOnce,

    /// <summary>YAML that says what the machine should have.</summary>
    CloudConfig,

    /// <summary>Runs at each boot, before everything else.</summary>
    BootHook,
}
