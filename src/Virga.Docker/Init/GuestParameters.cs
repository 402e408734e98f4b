using System.Text;

namespace Virga.Docker.Init;

/// <summary>
/// What a guest is told at its boot. It travels as one variable of the container's environment, which the init takes
/// out of its own before anything else runs. No credentials belong here: a guest gets them from the metadata service.
/// </summary>
internal sealed record GuestParameters
{
    /// <summary>Below what the kernel takes in a string (MAX_ARG_STRLEN, 128 KiB). EC2's user data is 16 KiB.</summary>
    public const int MaxBytes = 100 * 1024;

    /// <summary>A file of the guest that wins over the variable: for what changed later.</summary>
    public const string FilePath = "/var/lib/cloud/virga-parameters";

    /// <summary>The name of the variable.</summary>
    public const string Variable = "virga.init";

    public required string InstanceId { get; init; }

    /// <summary>The private DNS name.</summary>
    public string? Hostname { get; init; }

    /// <summary>The primary private address.</summary>
    public string? Address { get; init; }

    /// <summary>The login user; the one of the image's distribution when null.</summary>
    public string? User { get; init; }

    /// <summary>Public keys as lines of authorized_keys, for root and the login user.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>As the user gave it, decoded from the request.</summary>
    public ReadOnlyMemory<byte> UserData { get; init; }

    /// <summary>Waits for this many interfaces (eth0 …) and a default route before anything else; 0 does not.</summary>
    public int Interfaces { get; init; }

    /// <summary>How long processes may take to end. The engine's grace must be longer.</summary>
    public TimeSpan StopTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The image's own init, which becomes PID 1 after the preparation.</summary>
    public string? Exec { get; init; }

    /// <summary>An entry of the container's environment.</summary>
    public string ToEnvironment() => $"{Variable}={ToText()}";

    /// <summary>The content of <see cref="FilePath"/>.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        Add(text, "instance-id", InstanceId);
        Add(text, "hostname", Hostname);
        Add(text, "address", Address);
        Add(text, "user", User);
        foreach (var key in Keys) Add(text, "key", key.Trim());
        if (Interfaces > 0) Add(text, "interfaces", Interfaces.ToString());
        Add(text, "stop-seconds", ((int)Math.Ceiling(StopTime.TotalSeconds)).ToString());
        Add(text, "exec", Exec);
        if (!UserData.IsEmpty) Add(text, "user-data", Convert.ToBase64String(UserData.Span));
        return Encoding.UTF8.GetByteCount(text.ToString()) <= MaxBytes
            ? text.ToString()
            : throw new ArgumentException($"The parameters of {InstanceId} exceed {MaxBytes} bytes.");
    }

    /// <summary>Without the user data and the keys.</summary>
    public override string ToString() => InstanceId;

    private static void Add(StringBuilder text, string name, string? value)
    {
        if (value is null) return;
        if (value.AsSpan().ContainsAny('\n', '\r', '\0'))
            throw new ArgumentException($"The parameter {name} of a guest must be one line.");
        text.Append(name).Append('=').Append(value).Append('\n');
    }
}
