using Virga.Libvirt.Storage;
using Xunit;

namespace Virga.Tests.Libvirt.Storage;

public sealed class VolumeXmlTests
{
    [Fact]
    public void AnOverlayNamesItsBackingAndTheFormatOfIt() => Assert.Equal(
        """
        <volume>
          <name>vol-1</name>
          <capacity unit="bytes">1073741824</capacity>
          <allocation>0</allocation>
          <target>
            <format type="qcow2" />
            <compat>1.1</compat>
          </target>
          <backingStore>
            <path>/pool/ami-12345678</path>
            <format type="raw" />
          </backingStore>
        </volume>
        """,
        VolumeXml.Overlay("vol-1", 1 << 30, new BackingDisk("/pool/ami-12345678", "raw")));

    [Fact]
    public void FormatAndBackingAreReadBack()
    {
        var xml = VolumeXml.Overlay("vol-1", 1 << 30, new BackingDisk("/pool/ami-12345678", "raw"));

        Assert.Equal("qcow2", VolumeXml.FormatOf(xml));
        Assert.Equal("/pool/ami-12345678", VolumeXml.BackingPathOf(xml));
        Assert.Null(VolumeXml.BackingPathOf(VolumeXml.Empty("vol-1", 1)));
    }

    [Fact]
    public void TheChangeTimeIsReadWithoutItsFraction() => Assert.Equal(
        DateTimeOffset.FromUnixTimeSeconds(1341933637),
        VolumeXml.ChangeTimeOf(
            "<volume><target><timestamps><mtime>1341933637.2731</mtime></timestamps></target></volume>"));

    [Fact]
    public void ABackupNamesEveryDiskOrLibvirtCopiesTheRestToo() => Assert.Equal(
        """
        <domainbackup mode="push">
          <disks>
            <disk name="vda" backup="yes" type="file">
              <driver type="qcow2" />
              <target file="/pool/snap-1" />
            </disk>
            <disk name="vdz" backup="no" />
          </disks>
        </domainbackup>
        """,
        BackupXml.Of([("vda", "/pool/snap-1")], ["vdz"]));
}
