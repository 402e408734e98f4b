using System.Text;
using Virga.Docker.Init.UserData;

namespace Virga.Docker.Init;

/// <summary>
/// What a guest is told at its boot. It travels as one variable of the container's environment, which the init takes
/// out of its own before anything else runs. No credentials belong here: a guest gets them from the metadata service.
/// </summary>
internal sealed record GuestParameters
{
    /// <summary>
    /// Below what the kernel takes in a string (MAX_ARG_STRLEN, 128 KiB). What is more travels as a file.
    /// </summary>
    public const int MaxBytes = 100 * 1024;

    /// <summary>A file of the guest that wins over the variable: for what changed later.</summary>
    public const string FilePath = "/var/lib/cloud/virga-parameters";

    /// <summary>The number of CAP_SYS_ADMIN. Source: capabilities(7), linux/capability.h.</summary>
    private const string SysAdmin = "21";

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

    /// <summary>The signal by which that init shuts down.</summary>
    public string ExecStopSignal { get; init; } = "SIGRTMIN+3";

    /// <summary>Whether that init may call reboot(2), which is how it ends.</summary>
    public bool EndsByKernel { get; init; }

    /// <summary>
    /// Whether the container keeps the capability that preparing the ground for that init needs, SYS_ADMIN.
    /// </summary>
    public bool KeepsAdmin { get; init; }

    /// <summary>Where the image's own cloud-init finds its data; null when ours does its work.</summary>
    public string? DataSource { get; init; }

    /// <summary>What a URL in an <c>#include</c> leads to, or null.</summary>
    public Func<string, byte[]?> Include { get; init; } = static _ => null;

    /// <summary>The name that the machine has: its user data may give it one.</summary>
    public string? MachineName => UserData.IsEmpty ? Hostname : Plan().Hostname ?? Hostname;

    /// <summary>An entry of the container's environment.</summary>
    public string ToEnvironment() => $"{Variable}={ToText()}";

    /// <summary>The content of <see cref="FilePath"/>.</summary>
    public string ToText()
    {
        var plan = Plan();
        var text = new StringBuilder();
        Add(text, "instance-id", InstanceId);
        Add(text, "hostname", plan.Hostname ?? Hostname);
        if (plan.Hostname is not null) Add(text, "dns-name", Hostname);
        Add(text, "fqdn", plan.FullName);
        Add(text, "address", Address);
        Add(text, "user", plan.HasLoginUser ? User : "root");
        foreach (var key in Keys.Concat(plan.Keys)) Add(text, "key", key.Trim());
        if (Interfaces > 0) Add(text, "interfaces", Interfaces.ToString());
        Add(text, "stop-seconds", ((int)Math.Ceiling(StopTime.TotalSeconds)).ToString());
        Add(text, "exec", Exec);
        if (Exec is not null && !KeepsAdmin) Add(text, "drop-capability", SysAdmin);
        Add(text, "datasource", DataSource);
        if (!UserData.IsEmpty) Add(text, "user-data", Convert.ToBase64String(UserData.Span));
        if (DataSource is not null) return text.ToString();
        foreach (var step in plan.Early) Add(text, "early", step);
        foreach (var step in plan.Steps) Add(text, "step", step);
        return text.ToString();
    }

    /// <summary>Without what may be as long as the user likes; for the variable, when a file has the whole.</summary>
    public GuestParameters WithoutUserData() => this with { UserData = default };

    private UserDataPlan Plan() => UserDataPlan.Of(UserData, User, Include);

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
