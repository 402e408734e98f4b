using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PlacementGroups;

/// <summary>Creates a placement group.</summary>
internal sealed class CreatePlacementGroup : IMutation<CreatePlacementGroupRequest, CreatePlacementGroupResult>
{
    private const int DefaultPartitions = 2;
    private const int MaxPartitions = 7;

    public static CreatePlacementGroupResult Run(CreatePlacementGroupRequest input, Change change)
    {
        var name = input.GroupName ?? throw CommonErrors.MissingParameter("groupName");
        if (change.Rows<PlacementGroupRow>().Any(PlacementGroupRow.ByName, name))
            throw new AwsException("InvalidPlacementGroup.Duplicate", $"The Placement Group '{name}' already exists.");
        var strategy = input.Strategy ?? throw CommonErrors.MissingParameter("strategy");
        var group = change.Put(new PlacementGroupRow(change.NewId("pg"))
        {
            Name = name,
            Strategy = strategy,
            PartitionCount = Partitions(strategy, input.PartitionCount),
            SpreadLevel = Level(strategy, input.SpreadLevel),
        });
        change.TagNew(input.TagSpecifications, ResourceType.PlacementGroup, group.Id);
        return new() { PlacementGroup = PlacementGroupView.Of(group, change) };
    }

    private static int? Partitions(string strategy, int? asked)
    {
        if (strategy != PlacementStrategy.Partition)
            return asked is null ? null : throw CommonErrors.InvalidParameterCombination(
                "Partition count may be specified for the partition strategy only.");
        return (asked ?? DefaultPartitions) is var count and >= 1 and <= MaxPartitions
            ? count
            : throw CommonErrors.InvalidParameterValue(
                $"Value ({asked}) for parameter partitionCount is invalid. It must be between 1 and {MaxPartitions}.");
    }

    private static string? Level(string strategy, string? asked)
    {
        if (strategy == PlacementStrategy.Spread) return asked ?? SpreadLevel.Rack;
        return asked is null ? null : throw CommonErrors.InvalidParameterCombination(
            "Spread level may be specified for the spread strategy only.");
    }
}
