namespace Virga.Simulation.Ec2.Storage;

public sealed class StorageWalkTests
{
    private const int Steps = 400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(20261121)]
    public void Storage_moves_along_the_graph_of_aws_and_nothing_dangles(int seed)
    {
        using var walk = new StorageWalk(seed);

        for (var i = 0; i < Steps; i++) walk.Step();

        Assert.InRange(walk.Refused, 1, Steps / 2);
    }
}
