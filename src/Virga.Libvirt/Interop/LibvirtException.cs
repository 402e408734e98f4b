namespace Virga.Libvirt.Interop;

/// <summary>A call that libvirt refused: what was tried, libvirt's code and its own text.</summary>
internal sealed class LibvirtException : Exception
{
    private const string SocketClosed = "client socket is closed";

    /// <summary>
    /// libvirt looks for a free port for a machine's screen and QEMU takes it; another may be quicker (seen with two
    /// libvirtd on one host). The next try finds another port.
    /// </summary>
    private const string PortTaken = "Failed to find an available port";

    /// <summary>
    /// libvirt does not look at a pool again while somebody fills a new disk there (storage_driver.c).
    /// </summary>
    private const string PoolBusy = "has asynchronous jobs running";

    private LibvirtException(string action, LibvirtErrorCode code, string text)
        : base($"{action}: {text} (libvirt error {(int)code})")
    {
        Action = action;
        Code = code;
        Text = text;
    }

    /// <summary>What was tried, as in "start i-0abc".</summary>
    internal string Action { get; }

    internal LibvirtErrorCode Code { get; }

    /// <summary>libvirt's own words.</summary>
    internal string Text { get; }

    /// <summary>The thing that was named does not exist (any more).</summary>
    internal bool IsNotFound => Code is LibvirtErrorCode.NoDomain or LibvirtErrorCode.NoNetwork
        or LibvirtErrorCode.NoStoragePool or LibvirtErrorCode.NoStorageVolume or LibvirtErrorCode.DeviceMissing;

    /// <summary>A device that was named is not in the machine (any more); for aliases it is an internal
    /// error.</summary>
    internal bool IsDeviceGone => Code is LibvirtErrorCode.DeviceMissing
        || (Code is LibvirtErrorCode.Internal && Text.Contains("no device found", StringComparison.Ordinal));

    /// <summary>A disk is being made in the pool, ours or somebody else's; it ends by itself.</summary>
    internal bool IsPoolBusy => Code is LibvirtErrorCode.Internal && Text.Contains(PoolBusy, StringComparison.Ordinal);

    /// <summary>The driver behind this URI cannot do that at all.</summary>
    internal bool IsUnsupported => Code is LibvirtErrorCode.NoSupport or LibvirtErrorCode.OperationUnsupported
        or LibvirtErrorCode.ConfigurationUnsupported or LibvirtErrorCode.ArgumentUnsupported;

    /// <summary>
    /// The daemon or the way to it failed, not what was asked: later it may work. libvirt calls it an internal error
    /// when its daemon goes in the middle of a call (virnetclient.c, seen with 9.0).
    /// </summary>
    internal bool MayPass => Code == LibvirtErrorCode.Internal
        ? IsPoolBusy || Text.Contains(SocketClosed, StringComparison.Ordinal)
            || Text.Contains(PortTaken, StringComparison.Ordinal)
        : Code is LibvirtErrorCode.Rpc or LibvirtErrorCode.NoConnect or LibvirtErrorCode.System
            or LibvirtErrorCode.InvalidConnection or LibvirtErrorCode.AuthenticationFailed;

    /// <summary>The error of the last call on this thread: to be made at once, by the thread that called.</summary>
    internal static unsafe LibvirtException OfLastCall(string action)
    {
        var code = (LibvirtErrorCode)Native.virGetLastErrorCode();
        var text = NativeText.Borrowed(Native.virGetLastErrorMessage());
        return new LibvirtException(action, code, text.Length == 0 ? "no reason given" : text);
    }

    /// <summary>The library is not on this machine, or does not open.</summary>
    internal static LibvirtException OfMissingLibrary(string reason) =>
        new("open libvirt", LibvirtErrorCode.NoConnect, reason);

    /// <summary>A limit of ours on something libvirt does in its own time.</summary>
    internal static LibvirtException OfTimeout(string action, int seconds) =>
        new(action, LibvirtErrorCode.OperationTimeout, $"not done after {seconds} s");

    /// <summary>libvirt reports by its state, not by an error, that something went wrong.</summary>
    internal static LibvirtException OfFailure(string action, string text) =>
        new(action, LibvirtErrorCode.OperationFailed, text);
}

/// <summary>The codes that Virga tells apart. Source: libvirt/virterror.h, virErrorNumber.</summary>
internal enum LibvirtErrorCode
{
    None = 0,
    Internal = 1,
    NoSupport = 3,
    NoConnect = 5,
    InvalidConnection = 6,
    InvalidArgument = 8,
    OperationFailed = 9,
    DomainExists = 28,
    System = 38,
    Rpc = 39,
    NoDomain = 42,
    NoNetwork = 43,
    AuthenticationFailed = 45,
    NoStoragePool = 49,
    NoStorageVolume = 50,
    OperationInvalid = 55,
    ConfigurationUnsupported = 67,
    OperationTimeout = 68,
    ArgumentUnsupported = 74,
    OperationUnsupported = 84,
    AgentUnresponsive = 86,
    StorageVolumeExists = 90,
    DeviceMissing = 99,
}
