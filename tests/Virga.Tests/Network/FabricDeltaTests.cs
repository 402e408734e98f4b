using System.Net;
using Virga.Network;

namespace Virga.Tests.Network;

/// <summary>States are values, and a difference leads from one to the other.</summary>
public sealed class FabricDeltaTests
{
    [Fact]
    public void Equal_facts_make_equal_states()
    {
        Assert.Equal(Sample().State, Sample().State);
        Assert.Equal(Sample().State.GetHashCode(), Sample().State.GetHashCode());
        Assert.NotEqual(Sample().State, Sample().Group("sg-1", "vpc-1", "tcp/81 0.0.0.0/0").State);
    }

    [Fact]
    public void A_difference_holds_what_changed_and_nothing_else()
    {
        var before = Sample().State;
        var after = Sample().Group("sg-1", "vpc-1", "tcp/81 0.0.0.0/0").Remove("eni-2").State;

        var delta = FabricDelta.Between(before, after);

        Assert.Equal(["sg-1"], delta.Put.SecurityGroups.Select(group => group.Id));
        Assert.Empty(delta.Put.Interfaces);
        Assert.Empty(delta.Put.Vpcs);
        Assert.Equal(["eni-2"], delta.Removed);
        Assert.Equal(after, delta.ApplyTo(before));
    }

    [Fact]
    public void Canonical_is_in_order_of_id()
    {
        var state = new FabricState
        {
            InternetGateways = [new("igw-2", "vpc-2"), new("igw-1", "vpc-1")],
        };

        Assert.Equal(["igw-1", "igw-2"], state.Canonical().InternetGateways.Select(gateway => gateway.Id));
    }

    [Theory]
    [InlineData("10.0.0.0", 2u, "10.0.0.2")]
    [InlineData("10.0.0.255", 1u, "10.0.1.0")]
    [InlineData("fd00::ff", 1u, "fd00::100")]
    public void Addresses_count(string address, uint count, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), IPAddress.Parse(address).Plus(count));

    private static Topology Sample() => new Topology()
        .Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-1").Internet("igw-1", "vpc-1")
        .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Group("sg-1", "vpc-1", "tcp/80 sg-1")
        .Interface("eni-1", "subnet-1", "10.0.1.10", "sg-1").Interface("eni-2", "subnet-1", "10.0.1.11", "sg-1");
}
