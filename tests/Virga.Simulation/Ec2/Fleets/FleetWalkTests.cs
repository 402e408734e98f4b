namespace Virga.Simulation.Ec2.Fleets;

public sealed class FleetWalkTests
{
    private const int Steps = 200;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(20261121)]
    public void Fleets_requests_and_capacity_agree_whatever_happens(int seed)
    {
        using var walk = new FleetWalk(seed);

        for (var i = 0; i < Steps; i++) walk.Step();
        walk.Settle();

        Assert.True(walk.Log.Count >= Steps);
    }
}
