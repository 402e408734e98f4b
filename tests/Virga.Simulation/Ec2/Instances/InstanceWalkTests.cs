namespace Virga.Simulation.Ec2.Instances;

public sealed class InstanceWalkTests
{
    private const int Steps = 200;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20261121)]
    public void States_move_along_the_graph_of_aws_only(int seed)
    {
        using var walk = new InstanceWalk(seed);

        for (var i = 0; i < Steps; i++) walk.Step();

        Assert.True(walk.Log.Count >= Steps);
    }
}
