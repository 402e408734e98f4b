using System.Collections.Concurrent;
using Virga.Libvirt;
using Virga.Libvirt.Interop;
using Xunit;

namespace Virga.Tests.Libvirt.Interop;

public sealed class LibvirtConnectionTests : IDisposable
{
    private const string Xml =
        """
        <domain type="test"><name>i-0aaaaaaaaaaaaaaa1</name><memory unit="MiB">64</memory><vcpu>1</vcpu>
        <os><type>hvm</type></os></domain>
        """;

    private readonly TestDriver driver = new();

    private LibvirtHost Host => driver.Host;

    public void Dispose() => driver.Dispose();

    [Fact]
    public void AConnectionSaysWhatItIs()
    {
        var connection = Host.Connect();

        Assert.Equal("TEST", connection.HypervisorType);
        Assert.True(connection.Version.Major >= 6, connection.Version.ToString());
        Assert.StartsWith("<capabilities>", connection.Capabilities, StringComparison.Ordinal);
        Assert.Same(connection, Host.Connect());
        Assert.Null(Host.UnavailableBecause());
    }

    [Fact]
    public void NobodyAtTheUriIsAnErrorWithLibvirtsWords()
    {
        var error = Assert.Throws<LibvirtException>(() => LibvirtConnection.Open("nonsense:///x"));

        Assert.Equal("connect to nonsense:///x", error.Action);
        // Which text depends on the machine: an unknown driver is asked of a daemon, and that one may not run.
        Assert.NotEmpty(error.Text);
        Assert.Contains("connect to nonsense:///x", new LibvirtHost("nonsense:///x").UnavailableBecause(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotThereIsNull()
    {
        var connection = Host.Connect();

        Assert.Null(connection.FindDomain("i-0none"));
        using var pool = connection.OpenPool(TestDriver.Pool);
        Assert.Null(pool.FindVolume("vol-0none"));
        Assert.True(Assert.Throws<LibvirtException>(() => connection.OpenPool("none")).IsNotFound);
    }

    [Fact]
    public void ADomainGoesThroughItsLife()
    {
        var connection = Host.Connect();
        using (var domain = connection.DefineDomain(Xml))
        {
            Assert.Equal((DomainState.ShutOff, (int)ShutOffReason.Unknown), domain.ReadState());
            domain.Start();
            Assert.Equal(DomainState.Running, domain.State);
            domain.Suspend();
            Assert.Equal(DomainState.Paused, domain.State);
            domain.Resume();
            domain.Reboot();
            domain.SetMetadata("<a/>", "virga", "urn:x", DomainImpact.Definition);
            Assert.Contains("urn:x", domain.DefinitionXml, StringComparison.Ordinal);
            Assert.StartsWith("image/png", domain.TakeScreenshot().MediaType, StringComparison.Ordinal);
            domain.PressPowerButton();
            Assert.Equal((DomainState.ShutOff, (int)ShutOffReason.Shutdown), domain.ReadState());
            Assert.Equal(LibvirtErrorCode.OperationInvalid, Assert.Throws<LibvirtException>(domain.Destroy).Code);
            domain.Start();
            domain.Destroy();
            Assert.Equal((DomainState.ShutOff, (int)ShutOffReason.Destroyed), domain.ReadState());
            domain.Undefine();
        }

        Assert.Null(connection.FindDomain("i-0aaaaaaaaaaaaaaa1"));
        Assert.Empty(connection.ListDomains());
    }

    [Fact]
    public async Task ListenersHearEachChange()
    {
        var heard = new BlockingCollection<LifecycleEvent>();
        Host.Listen(heard.Add);
        using var domain = Host.Connect().DefineDomain(Xml);
        domain.Start();
        domain.Destroy();
        domain.Undefine();

        var expected = new[]
        {
            LifecycleEventType.Defined, LifecycleEventType.Started, LifecycleEventType.Stopped,
            LifecycleEventType.Undefined,
        };
        var types = await Task.Run(() => expected.Select(_ => Take(heard).Type).ToArray());

        Assert.Equal(expected, types);
    }

    private static LifecycleEvent Take(BlockingCollection<LifecycleEvent> heard) =>
        heard.TryTake(out var change, TimeSpan.FromSeconds(5)) ? change : throw new TimeoutException("no event");
}
