using Virga.Libvirt.Interop;
using Virga.Libvirt.Storage;
using Xunit;

namespace Virga.Tests.Libvirt.Storage;

public sealed class DiskStoreTests : IDisposable
{
    private readonly TestDriver driver = new();
    private readonly VolumeLedger ledger = VolumeLedger.Open(null);
    private readonly DiskStore store;

    public DiskStoreTests() => store = new DiskStore(driver.Host, TestDriver.Pool, ledger);

    public void Dispose() => driver.Dispose();

    [Fact]
    public void ADiskIsMadeOnceAndFoundAgain()
    {
        var made = store.CreateEmpty("vol-1", 1 << 20);

        Assert.Equal((1u << 20, "/default-pool/vol-1"), (made.CapacityBytes, made.Path));
        Assert.Equal(made, store.CreateEmpty("vol-1", 1 << 21));
        Assert.Equal(made, store.Find("vol-1"));
        Assert.Equal(made, store.FindByPath("/default-pool/vol-1"));
        Assert.True(ledger.IsReady("vol-1"));
    }

    [Fact]
    public void ImagesOfThePoolAreThoseNamedAsAmis()
    {
        using (var pool = driver.Host.Connect().OpenPool(TestDriver.Pool))
        {
            string[] names = ["ami-12345678", "ami-0123456789abcdef0", "ami-1234567", "ami-xyz45678", "disk"];
            foreach (var name in names)
                pool.CreateVolume(VolumeXml.Empty(name, 1 << 20)).Dispose();
        }

        Assert.Equal(
            ["ami-0123456789abcdef0", "ami-12345678"], store.ListImages().Select(image => image.ImageId).Order());
    }

    [Fact]
    public void WhatIsNotOursIsNeverDeletedNorTakenOver()
    {
        using var pool = driver.Host.Connect().OpenPool(TestDriver.Pool);
        pool.CreateVolume(VolumeXml.Empty("vol-1", 1 << 20)).Dispose();

        store.Delete("vol-1");

        Assert.NotNull(store.Find("vol-1"));
        Assert.Throws<LibvirtException>(() => store.CreateEmpty("vol-1", 1 << 20));
        Assert.False(ledger.Owns("vol-1"));
    }

    [Fact]
    public void ABackingGoesWithTheLastOfItsOverlays()
    {
        store.CreateEmpty("snap-1", 1 << 20);
        store.CreateOverlay("vol-1", 1 << 21, "snap-1");
        store.CreateOverlay("vol-2", 1 << 10, "snap-1");

        store.Delete("snap-1");
        store.Delete("vol-1");
        Assert.NotNull(store.Find("snap-1"));
        Assert.Equal(1u << 20, store.Find("vol-2")!.CapacityBytes);
        store.Delete("vol-2");

        Assert.Null(store.Find("snap-1"));
        Assert.Empty(ledger.Entries);
    }

    [Fact]
    public void AHalfMadeDiskIsMadeAgain()
    {
        store.BeginEmpty("vol-1", 1 << 20);
        Assert.False(ledger.IsReady("vol-1"));

        Assert.Equal(1u << 21, store.CreateEmpty("vol-1", 1 << 21).CapacityBytes);
    }

    [Fact]
    public void EverythingOfOursGoesAtOnce()
    {
        store.CreateEmpty("snap-1", 1 << 20);
        store.CreateOverlay("vol-1", 1 << 20, "snap-1");
        store.CreateEmpty("a-first", 1 << 20);

        store.DeleteAll();

        Assert.Empty(ledger.Entries);
        Assert.Null(store.Find("snap-1"));
    }
}
