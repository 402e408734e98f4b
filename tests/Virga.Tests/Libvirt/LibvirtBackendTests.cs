using Microsoft.Extensions.Logging.Abstractions;
using Virga.Compute;
using Virga.Libvirt;
using Virga.Libvirt.Domains;
using Virga.Libvirt.Interop;
using Virga.State;
using Xunit;

namespace Virga.Tests.Libvirt;

/// <summary>What needs no guest: how the backend finds, keeps, stops and gives up machines.</summary>
public sealed class LibvirtBackendTests : IAsyncDisposable
{
    private const string Owner = "memory-4566";
    private const string Id = "i-0aaaaaaaaaaaaaaa1";

    private readonly TestDriver driver = new();
    private readonly Witness witness = new();
    private readonly LibvirtBackend backend;

    public LibvirtBackendTests()
    {
        backend = new LibvirtBackend(
            new LibvirtOptions
            {
                Uri = driver.Host.Uri,
                Owner = Owner,
                Pool = TestDriver.Pool,
                Accelerator = Accelerator.Emulation,
            },
            driver.Host,
            TimeProvider.System,
            NullLogger.Instance);
        backend.Start(witness);
    }

    public async ValueTask DisposeAsync()
    {
        await backend.DisposeAsync();
        driver.Dispose();
    }

    [Fact]
    public async Task AMachineThatRunsIsLeftAlone()
    {
        using var domain = Define(Owner, boot: 2);
        domain.Start();

        var facts = await backend.ConvergeAsync(Machine(Power.Running, boot: 2, bootDone: 2), default);

        Assert.Equal(DomainState.Running, domain.State);
        Assert.Equal((null, null, SystemIdentity.Uuid(Id)), (facts.Address, facts.SshEndpoint, facts.HostId));
        Assert.StartsWith("The host gives it 1 of 2 vCPUs", facts.Limitation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StoppingStops(bool isForced)
    {
        using var domain = Define(Owner);
        domain.Start();

        await backend.ConvergeAsync(Machine(Power.Stopped) with { IsStopForced = isForced }, default);
        await backend.ConvergeAsync(Machine(Power.Stopped), default);

        Assert.Equal(
            (DomainState.ShutOff, (int)(isForced ? ShutOffReason.Destroyed : ShutOffReason.Shutdown)),
            domain.ReadState());
        Assert.Empty(witness.Sights);
    }

    [Fact]
    public async Task TerminatingRemoves()
    {
        using (var domain = Define(Owner))
            domain.Start();

        await backend.ConvergeAsync(Machine(Power.Terminated), default);
        await backend.ConvergeAsync(Machine(Power.Terminated), default);

        Assert.Null(driver.Host.Connect().FindDomain(Id));
    }

    [Fact]
    public async Task SomebodyElsesDomainIsNeverTouched()
    {
        using var domain = Define("somebody");
        domain.Start();

        var error = await Assert.ThrowsAsync<MachineException>(
            () => backend.ConvergeAsync(Machine(Power.Terminated), default));
        await backend.SweepAsync(() => new HashSet<string>(), default);

        Assert.Equal("Server.InternalError", error.Code);
        Assert.Equal(DomainState.Running, domain.State);
    }

    [Fact]
    public async Task ASweepRemovesWhatNoInstanceStandsFor()
    {
        Define(Owner).Dispose();
        Define(Owner, id: "i-0bbbbbbbbbbbbbbb1").Dispose();

        await backend.SweepAsync(() => new HashSet<string> { Id }, default);

        Assert.NotNull(driver.Host.Connect().FindDomain(Id));
        Assert.Null(driver.Host.Connect().FindDomain("i-0bbbbbbbbbbbbbbb1"));
    }

    [Fact]
    public async Task WhatEndedWhileNobodyLookedIsReportedNotRestarted()
    {
        await backend.ConvergeAsync(Machine(Power.Running, boot: 1, bootDone: 1), default);
        using var domain = Define(Owner);
        await backend.ConvergeAsync(Machine(Power.Running, boot: 1, bootDone: 1), default);

        Assert.Equal([(Id, Power.Terminated, false), (Id, Power.Stopped, false)], witness.Sights);
        Assert.Equal(DomainState.ShutOff, domain.State);
    }

    [Fact]
    public async Task WhatEndsByItselfIsSeenWithinTwoSeconds()
    {
        using var domain = Define(Owner);
        domain.Start();
        await backend.ConvergeAsync(Machine(Power.Running), default);

        domain.PressPowerButton();
        Assert.Equal((Id, Power.Stopped, true), await NextEndAsync());
        domain.Start();
        await backend.ConvergeAsync(Machine(Power.Running), default);
        domain.Destroy();
        Assert.Equal((Id, Power.Stopped, false), await NextEndAsync());
        domain.Start();
        await backend.ConvergeAsync(Machine(Power.Running), default);
        domain.Destroy();
        domain.Undefine();
        var last = await NextEndAsync();
        Assert.Equal((Id, false), (last.Id, last.IsGuestInitiated));
    }

    [Fact]
    public async Task WhatSomebodyStartsByHandIsSeen()
    {
        using var domain = Define(Owner);
        await backend.ConvergeAsync(Machine(Power.Stopped), default);

        domain.Start();
        Assert.Equal((Id, Power.Running, false), await witness.NextAsync());
        domain.Destroy();
        await backend.ConvergeAsync(Machine(Power.Stopped), default);
        await backend.ConvergeAsync(Machine(Power.Terminated), default);

        Assert.Empty(witness.Sights);
    }

    /// <summary>The test driver takes no disk of a running machine, as a machine without a free slot.</summary>
    [Fact]
    public async Task AVolumeWithoutAPlaceIsRefusedAndTheMachineGoesOn()
    {
        using var domain = Define(Owner);
        domain.Start();
        var wanted = Machine(Power.Running, boot: 1, bootDone: 1) with
        {
            Volumes = [new MachineVolume("vol-0aaaaaaaaaaaaaaa1", "/dev/sdf", 1, null, false)],
        };

        var facts = await backend.ConvergeAsync(wanted, default);

        Assert.Equal(["vol-0aaaaaaaaaaaaaaa1"], facts.RefusedVolumeIds);
        Assert.Empty(facts.HeldVolumeIds);
        Assert.Equal(DomainState.Running, domain.State);
        Assert.Empty(witness.Sights);
    }

    [Fact]
    public async Task HealthSaysWhoAnswers()
    {
        await witness.Recovery.Task.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        for (var i = 0; i < 100 && backend.Health.State != "running"; i++)
            await Task.Delay(10, TestContext.Current.CancellationToken);

        Assert.Equal(
            new("libvirt", "running", $"{driver.Host.Uri}, emulation: a setting"), backend.Health);
    }

    [Fact]
    public async Task WithoutADataDirectoryNothingOfOursIsLeft()
    {
        using var domain = Define(Owner);

        await backend.DisposeAsync();

        Assert.True(Assert.Throws<LibvirtException>(() => domain.State).IsNotFound);
    }

    /// <summary>What is started by hand here may be seen as well.</summary>
    private async Task<(string Id, Power Power, bool IsGuestInitiated)> NextEndAsync()
    {
        var sight = await witness.NextAsync();
        while (sight.Power == Power.Running) sight = await witness.NextAsync();
        return sight;
    }

    private LibvirtDomain Define(string owner, long boot = 1, string id = Id) => driver.Host.Connect().DefineDomain(
        $"""
        <domain type="test"><name>{id}</name><uuid>{SystemIdentity.Uuid(id)}</uuid>
        <metadata><v:instance xmlns:v="{DomainXml.Namespace}" id="{id}" owner="{owner}" boot="{boot}"/></metadata>
        <memory unit="MiB">1024</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>
        """);

    private static Machine Machine(Power desired, long boot = 1, long bootDone = 0) => new()
    {
        InstanceId = Id,
        Scope = new Scope("000000000000", "us-east-1"),
        Desired = desired,
        Boot = boot,
        BootDone = bootDone,
        IsStopForced = false,
        Image = "ami-12345678",
        ImageId = "ami-12345678",
        InstanceType = "t3.micro",
        VCpus = 2,
        MemoryMiB = 1024,
        Architecture = "x86_64",
        Hostname = "ip-10-0-0-5",
        PublicKey = null,
        DefaultUser = "ec2-user",
        UserData = default,
        Interfaces = [new MachineInterface("eni-1", 0, "02:00:00:00:00:01", "10.0.0.5", "10.0.0.0/24")],
        Volumes = [],
    };
}
