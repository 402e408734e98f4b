using Virga.Libvirt.Networks;
using Xunit;

namespace Virga.Tests.Libvirt.Networks;

public sealed class GuestAddressesTests
{
    private const string Network =
        """
        <network><name>default</name><ip address='192.168.122.1' netmask='255.255.255.0'><dhcp>
          <range start='192.168.122.254' end='192.168.123.1'/>
          <host mac='02:00:00:00:00:01' name='i-1' ip='192.168.122.254'/>
        </dhcp></ip></network>
        """;

    [Fact]
    public void ReservationsAreReadFromTheNetwork() => Assert.Equal(
        [new Reservation("02:00:00:00:00:01", "192.168.122.254", "i-1")], GuestAddresses.ReadReservations(Network));

    [Fact]
    public void TheFirstFreeAddressOfTheRangeIsChosen() => Assert.Equal(
        "192.168.123.0",
        GuestAddresses.Choose(Network, new HashSet<string> { "192.168.122.254", "192.168.122.255" }));

    [Fact]
    public void AFullNetworkHasNone() => Assert.Null(GuestAddresses.Choose(
        Network,
        new HashSet<string> { "192.168.122.254", "192.168.122.255", "192.168.123.0", "192.168.123.1" }));
}
