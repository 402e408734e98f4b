namespace Virga.Libvirt.Interop;

/// <summary>virDomainState. Source: libvirt-domain.h.</summary>
internal enum DomainState
{
    None = 0,
    Running = 1,
    Blocked = 2,
    Paused = 3,
    ShuttingDown = 4,
    ShutOff = 5,
    Crashed = 6,
    Suspended = 7,
}

/// <summary>Why a domain is shut off. Source: libvirt-domain.h, virDomainShutoffReason.</summary>
internal enum ShutOffReason
{
    Unknown = 0,
    Shutdown = 1,
    Destroyed = 2,
    Crashed = 3,
    Migrated = 4,
    Saved = 5,
    Failed = 6,
    FromSnapshot = 7,
    Daemon = 8,
}

/// <summary>Where a change to a domain's devices takes effect. Source: virDomainModificationImpact.</summary>
[Flags]
internal enum DomainImpact
{
    Current = 0,
    Live = 1,
    Definition = 2,
}

/// <summary>One virtual machine of libvirt's. Every call throws <see cref="LibvirtException"/> when refused.</summary>
internal sealed unsafe class LibvirtDomain : IDisposable
{
    private readonly LibvirtConnection connection;
    private readonly DomainHandle handle;

    internal LibvirtDomain(LibvirtConnection connection, DomainHandle handle)
    {
        this.connection = connection;
        this.handle = handle;
        Name = NativeText.Borrowed(Native.virDomainGetName(handle));
    }

    internal string Name { get; }

    internal DomainState State => ReadState().State;

    /// <summary>The reason is a <see cref="ShutOffReason"/> where the domain is shut off.</summary>
    internal (DomainState State, int Reason) ReadState()
    {
        int state, reason;
        Check(Native.virDomainGetState(handle, &state, &reason, 0), "read the state of");
        return ((DomainState)state, reason);
    }

    /// <summary>The XML: of the running machine where it runs, else of the definition.</summary>
    internal string Xml => NativeText.Owned(Native.virDomainGetXMLDesc(handle, 0), $"describe {Name}");

    /// <summary>The XML the next start will use.</summary>
    internal string DefinitionXml
    {
        get
        {
            const uint Inactive = 1 << 1;
            return NativeText.Owned(Native.virDomainGetXMLDesc(handle, Inactive), $"describe {Name}");
        }
    }

    /// <summary>Starts it, from its managed save where there is one.</summary>
    internal void Start() => Check(Native.virDomainCreateWithFlags(handle, 0), "start");

    /// <summary>Starts it afresh: a managed save is thrown away.</summary>
    internal void StartAfresh()
    {
        const uint ForceBoot = 1 << 3;
        Check(Native.virDomainCreateWithFlags(handle, ForceBoot), "start");
    }

    /// <summary>As <see cref="Start"/>, but with its processors halted until <see cref="Resume"/>.</summary>
    internal void StartPaused()
    {
        const uint Paused = 1 << 0;
        Check(Native.virDomainCreateWithFlags(handle, Paused), "start");
    }

    internal void Suspend() => Check(Native.virDomainSuspend(handle), "suspend");

    internal void Resume() => Check(Native.virDomainResume(handle), "resume");

    /// <summary>Presses the power button; the guest may take its time, or not listen at all.</summary>
    internal void PressPowerButton()
    {
        const uint Acpi = 1 << 0;
        var flags = connection.HypervisorType == "TEST" ? 0 : Acpi;
        Check(Native.virDomainShutdownFlags(handle, flags), "shut down");
    }

    /// <summary>Asks the guest to reboot by its power button; the guest may not listen.</summary>
    internal void Reboot() => Check(Native.virDomainReboot(handle, 0), "reboot");

    internal void Reset() => Check(Native.virDomainReset(handle, 0), "reset");

    /// <summary>Pulls the plug.</summary>
    internal void Destroy() => Check(Native.virDomainDestroyFlags(handle, 0), "destroy");

    /// <summary>Forgets the definition with its managed save, NVRAM and checkpoints; the disks stay.</summary>
    internal void Undefine()
    {
        const uint ManagedSave = 1 << 0, Snapshots = 1 << 1, Nvram = 1 << 2, Checkpoints = 1 << 4;
        if (Native.virDomainUndefineFlags(handle, ManagedSave | Snapshots | Nvram | Checkpoints) >= 0)
            return;
        var error = LibvirtException.OfLastCall($"undefine {Name}");
        if (error.Code != LibvirtErrorCode.InvalidArgument)
            throw error;
        Check(Native.virDomainUndefineFlags(handle, 0), "undefine");        // the test driver knows no flags
    }

    /// <summary>
    /// Writes the memory to disk and stops the machine; the next <see cref="Start"/> goes on from there.
    /// </summary>
    internal void SaveAndStop() => Check(Native.virDomainManagedSave(handle, 0), "hibernate");

    internal bool HasManagedSave => Native.virDomainHasManagedSaveImage(handle, 0) == 1;

    internal void ForgetManagedSave() =>
        Check(Native.virDomainManagedSaveRemove(handle, 0), "forget the memory of");

    internal void AttachDevice(string xml, DomainImpact impact) =>
        Check(Native.virDomainAttachDeviceFlags(handle, xml, (uint)impact), "attach a device to");

    /// <summary>
    /// Asks for removal. A running guest lets go in its own time: the device is gone when the XML says so.
    /// </summary>
    internal void DetachDevice(string xml, DomainImpact impact) =>
        Check(Native.virDomainDetachDeviceFlags(handle, xml, (uint)impact), "detach a device from");

    /// <summary>As <see cref="DetachDevice"/>, by the alias (<c>ua-…</c>) it was attached with.</summary>
    /// <remarks>
    /// A daemon that was killed meanwhile may have it in the machine and not in the definition, or the other way round:
    /// each is asked by itself, and what is not there is gone already.
    /// </remarks>
    internal void DetachAlias(string alias, DomainImpact impact)
    {
        foreach (var one in (ReadOnlySpan<DomainImpact>)[DomainImpact.Live, DomainImpact.Definition])
        {
            if ((impact & one) == 0 || Native.virDomainDetachDeviceAlias(handle, alias, (uint)one) >= 0) continue;
            var error = LibvirtException.OfLastCall($"detach {alias} from {Name}");
            if (!error.IsDeviceGone) throw error;
        }
    }

    /// <summary>Grows a disk of the running machine; the guest sees the new size at once.</summary>
    internal void ResizeDisk(string target, ulong bytes)
    {
        const uint InBytes = 1 << 0;
        Check(Native.virDomainBlockResize(handle, target, bytes, InBytes), $"resize {target} of");
    }

    /// <summary>Begins to copy disks as they are at this moment into volumes that exist already.</summary>
    internal void BeginBackup(string xml)
    {
        const uint ReuseExternal = 1 << 0;
        Check(Native.virDomainBackupBegin(handle, xml, null, ReuseExternal), "back up");
    }

    /// <summary>The job under way on this domain.</summary>
    internal DomainJob ReadJob()
    {
        NativeJobInfo job;
        Check(Native.virDomainGetJobInfo(handle, &job), "read the job of");
        return new DomainJob((DomainJobState)job.Type, job.DataProcessed, job.DataTotal);
    }

    /// <summary>How the last job ended; <see cref="DomainJobState.None"/> where none has.</summary>
    internal DomainJobState ReadEndedJob()
    {
        const uint Completed = 1 << 0;
        int state, count;
        void* parameters;
        Check(Native.virDomainGetJobStats(handle, &state, &parameters, &count, Completed), "read the last job of");
        Native.virTypedParamsFree(parameters, count);
        return (DomainJobState)state;
    }

    internal void AbortJob() => Check(Native.virDomainAbortJob(handle), "abort the job of");

    /// <summary>The screen as the machine shows it now, with its media type (PNG, or PPM of an old QEMU).</summary>
    internal (string MediaType, byte[] Image) TakeScreenshot()
    {
        using var stream = connection.NewStream();
        var mediaType = NativeText.Owned(
            Native.virDomainScreenshot(handle, stream.Handle, 0, 0), $"take a screenshot of {Name}");
        return (mediaType, stream.ReadToEnd());
    }

    /// <summary>
    /// The serial console, both ways, as a stream that does not block. Refused while somebody else is at it.
    /// </summary>
    internal LibvirtStream OpenConsole()
    {
        const uint Safe = 1 << 1;       // only where the driver keeps two from being at it
        var stream = connection.NewStreamThatDoesNotBlock();
        if (Native.virDomainOpenConsole(handle, null, stream.Handle, Safe) >= 0)
            return stream;
        var error = LibvirtException.OfLastCall($"open the console of {Name}");
        stream.Dispose();
        throw error;
    }

    /// <summary>
    /// Puts an element of a namespace of ours into the domain's metadata, where it runs and for good.
    /// </summary>
    internal void SetMetadata(string element, string prefix, string xmlNamespace, DomainImpact impact)
    {
        const int Element = 2;
        Check(
            Native.virDomainSetMetadata(handle, Element, element, prefix, xmlNamespace, (uint)impact),
            "write the metadata of");
    }

    /// <summary>
    /// Has the guest's agent hold back writes, so that a copy of the disks is consistent. False where no agent answers.
    /// </summary>
    internal bool TryFreeze()
    {
        const int AgentSeconds = 5;
        _ = Native.virDomainAgentSetResponseTimeout(handle, AgentSeconds, 0);
        if (Native.virDomainFSFreeze(handle, null, 0, 0) >= 0) return true;
        // One that answers too late may have frozen all the same, and a guest that stays frozen is lost.
        _ = Native.virDomainFSThaw(handle, null, 0, 0);
        return false;
    }

    internal void Thaw() => Check(Native.virDomainFSThaw(handle, null, 0, 0), "thaw");

    /// <summary>Whether the guest's agent has opened its end of the channel. libvirt knows; nobody is asked.</summary>
    internal bool HasAgent => Xml.Contains("name='org.qemu.guest_agent.0' state='connected'", StringComparison.Ordinal);

    /// <summary>Sends one command, as JSON, to the guest's agent and gives its answer, as JSON.</summary>
    internal string AskAgent(string command, int seconds) =>
        NativeText.Owned(Native.virDomainQemuAgentCommand(handle, command, seconds, 0), $"ask the agent of {Name}");

    /// <summary>Sends one command, as JSON, to QEMU itself and gives its answer, which may be a refusal.</summary>
    internal string AskMonitor(string command)
    {
        byte* answer = null;
        if (Native.virDomainQemuMonitorCommand(handle, command, &answer, 0) < 0)
            throw LibvirtException.OfLastCall($"ask the monitor of {Name}");
        return NativeText.Owned(answer, $"ask the monitor of {Name}");
    }

    public void Dispose() => handle.Dispose();

    private void Check(int result, string action)
    {
        if (result < 0)
            throw LibvirtException.OfLastCall($"{action} {Name}");
    }
}
