using Virga.Libvirt.Storage;
using Xunit;

namespace Virga.Tests.Libvirt.Storage;

public sealed class VolumeLedgerTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(path);

    [Fact]
    public void WhatWasPutIsThereAfterARestart()
    {
        var ledger = VolumeLedger.Open(path);
        ledger.Put(new LedgerEntry("vol-1", "ami-12345678"));
        ledger.Put(new LedgerEntry("vol-2", null, LedgerState.Ready));
        ledger.Put(new LedgerEntry("vol-3", null));
        ledger.Remove("vol-3");

        var again = VolumeLedger.Open(path);

        Assert.Equal(
            [
                new LedgerEntry("vol-1", "ami-12345678", LedgerState.Making),
                new LedgerEntry("vol-2", null, LedgerState.Ready),
            ],
            again.Entries.Values);
        Assert.True(again.IsBacking("ami-12345678"));
        Assert.False(again.Owns("ami-12345678"));
        Assert.False(again.IsReady("vol-1"));
    }

    [Fact]
    public void OneThatBecomesEmptyLeavesNoFile()
    {
        var ledger = VolumeLedger.Open(path);
        ledger.Put(new LedgerEntry("vol-1", null));
        Assert.True(File.Exists(path));

        ledger.Remove("vol-1");

        Assert.False(File.Exists(path));
    }

    [Fact]
    public void AnEmptyLedgerOwnsNothing() => Assert.False(VolumeLedger.Open(path).Owns("vol-1"));
}
