using Virga.Libvirt.Domains;
using Xunit;

namespace Virga.Tests.Libvirt.Domains;

public sealed class DomainXmlTests
{
    private static readonly DomainSpec Small = new()
    {
        InstanceId = "i-0123456789abcdef0",
        Owner = "a1b2",
        InstanceType = "t3.micro",
        MemoryMiB = 1024,
        VirtualCpus = 2,
        Disks =
        [
            new DiskSpec("/pool/vol-0aaaaaaaaaaaaaaa1", "qcow2", "vda", "vol-0aaaaaaaaaaaaaaa1"),
            new DiskSpec("/pool/i-0123456789abcdef0-seed", "raw", "vdz", null) { IsReadOnly = true },
        ],
        Nics = [new FabricNic("eni-0fedcba9876543210", "02:4f:6a:77:55:16")],
        ConsoleLogPath = "/pool/i-0123456789abcdef0-console",
    };

    private const string EmulatedBios =
        """
        <domain type="qemu">
          <name>i-0123456789abcdef0</name>
          <uuid>ec257df7-3291-4f7c-8539-919b062b1a6e</uuid>
          <metadata>
            <virga:instance id="i-0123456789abcdef0" owner="a1b2" boot="1" xmlns:virga="urn:virga:instance:1" />
          </metadata>
          <memory unit="MiB">1024</memory>
          <vcpu>2</vcpu>
          <sysinfo type="smbios">
            <bios>
              <entry name="vendor">Amazon EC2</entry>
              <entry name="version">1.0</entry>
            </bios>
            <system>
              <entry name="manufacturer">Amazon EC2</entry>
              <entry name="product">t3.micro</entry>
              <entry name="serial">ec257df7-3291-4f7c-8539-919b062b1a6e</entry>
              <entry name="uuid">ec257df7-3291-4f7c-8539-919b062b1a6e</entry>
            </system>
            <baseBoard>
              <entry name="manufacturer">Amazon EC2</entry>
              <entry name="asset">i-0123456789abcdef0</entry>
            </baseBoard>
            <chassis>
              <entry name="manufacturer">Amazon EC2</entry>
              <entry name="asset">Amazon EC2</entry>
            </chassis>
          </sysinfo>
          <os>
            <type arch="x86_64" machine="pc">hvm</type>
            <boot dev="hd" />
            <smbios mode="sysinfo" />
          </os>
          <features>
            <acpi />
            <apic />
            <tcg>
              <tb-cache unit="MiB">32</tb-cache>
            </tcg>
          </features>
          <cpu mode="maximum" />
          <clock offset="utc" />
          <on_poweroff>destroy</on_poweroff>
          <on_reboot>restart</on_reboot>
          <on_crash>destroy</on_crash>
          <devices>
            <interface type="ethernet">
              <target dev="vg0fedcba98765" />
              <mtu size="9001" />
              <alias name="ua-eni-0fedcba9876543210" />
              <mac address="02:4f:6a:77:55:16" />
              <model type="virtio" />
              <rom enabled="no" />
            </interface>
            <disk type="file" device="disk">
              <driver name="qemu" type="qcow2" cache="writeback" discard="unmap" />
              <source file="/pool/vol-0aaaaaaaaaaaaaaa1" />
              <target dev="vda" bus="virtio" />
              <serial>vol0aaaaaaaaaaaaaaa1</serial>
              <alias name="ua-vol-0aaaaaaaaaaaaaaa1" />
            </disk>
            <disk type="file" device="disk">
              <driver name="qemu" type="raw" />
              <source file="/pool/i-0123456789abcdef0-seed" />
              <target dev="vdz" bus="virtio" />
              <readonly />
              <alias name="ua-seed" />
            </disk>
            <serial type="pty">
              <log file="/pool/i-0123456789abcdef0-console" append="on" />
              <target port="0" />
            </serial>
            <console type="pty">
              <target type="serial" port="0" />
            </console>
            <channel type="unix">
              <target type="virtio" name="org.qemu.guest_agent.0" />
            </channel>
            <graphics type="vnc" port="-1" autoport="yes" listen="127.0.0.1" />
            <video>
              <model type="vga" />
            </video>
            <rng model="virtio">
              <backend model="random">/dev/urandom</backend>
            </rng>
            <memballoon model="none" />
          </devices>
        </domain>
        """;

    [Fact]
    public void EmulatedBiosMachine() => Assert.Equal(EmulatedBios, DomainXml.Of(Small));

    [Fact]
    public void UefiUnderKvmGetsTheNewerBoardTheHostsProcessorAndPortsForHotPlugging()
    {
        var xml = DomainXml.Of(Small with { Accelerator = Accelerator.Kvm, Firmware = Firmware.Uefi });

        Assert.Contains("""<domain type="kvm">""", xml, StringComparison.Ordinal);
        Assert.Contains("""<os firmware="efi">""", xml, StringComparison.Ordinal);
        Assert.Contains("""<type arch="x86_64" machine="q35">hvm</type>""", xml, StringComparison.Ordinal);
        Assert.Contains("""<feature enabled="no" name="secure-boot" />""", xml, StringComparison.Ordinal);
        Assert.Contains("""<cpu mode="host-passthrough" />""", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<tcg>", xml, StringComparison.Ordinal);
        Assert.Equal(14, xml.Split("pcie-root-port").Length - 1);
    }

    [Fact]
    public void ANetworkOfLibvirtsReplacesTheFabric() => Assert.Equal(
        """
        <interface type="network">
          <source network="default" />
          <mac address="02:4f:6a:77:55:16" />
          <model type="virtio" />
          <rom enabled="no" />
        </interface>
        """,
        DeviceXml.Of(new NetworkNic("02:4f:6a:77:55:16", "default")));

    [Fact]
    public void NoNameCanAddAnElement() =>
        Assert.Contains(
            "&lt;/owner&gt;", DomainXml.Of(Small with { Owner = "</owner>" }), StringComparison.Ordinal);

    [Fact]
    public void WhatWasWrittenIsReadBack()
    {
        var view = DomainView.Parse(DomainXml.Of(Small));

        Assert.Equal("a1b2", view.Owner);
        Assert.Null(view.VncPort);
        Assert.Equal(
            new AttachedDisk(
                "/pool/vol-0aaaaaaaaaaaaaaa1", "vda", "vol0aaaaaaaaaaaaaaa1", "ua-vol-0aaaaaaaaaaaaaaa1"),
            view.DiskOf("vol-0aaaaaaaaaaaaaaa1"));
        Assert.Null(view.DiskOf("vol-0bbbbbbbbbbbbbbb1"));
    }

    [Theory]
    [InlineData("/dev/sdf", "vdf")]
    [InlineData("/dev/xvdh", "vdh")]
    [InlineData("/dev/sdd1", "vdd")]
    [InlineData("/dev/nvme1n1", "vdn")]
    [InlineData("/dev/sdc", "vdb")]
    [InlineData("/dev/sda1", "vdb")]
    [InlineData("/dev/sdz", "vdb")]
    public void TargetsFollowTheDeviceNameWhereTheyCan(string device, string target) =>
        Assert.Equal(target, DiskTargets.Choose(device, new HashSet<string> { "vda", "vdc", "vdz" }));

    [Fact]
    public void AfterTheLettersComePairsOfThem()
    {
        var taken = new HashSet<string>();
        for (var letter = 'a'; letter <= 'z'; letter++)
            taken.Add($"vd{letter}");

        Assert.Equal("vdaa", DiskTargets.Choose("/dev/sdf", taken));
    }
}
