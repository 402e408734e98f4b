using System.Globalization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>
/// Changes zone, scope or size of reserved instances: new ones take the place of the old, of the same footprint
/// (EC2 User Guide, "Modify Reserved Instances").
/// </summary>
internal sealed class ModifyReservedInstances : IMutation<ModifyReservedInstancesRequest, ModifyReservedInstancesResult>
{
    private static readonly TimeSpan Processing = TimeSpan.FromSeconds(2);

    public static ModifyReservedInstancesResult Run(ModifyReservedInstancesRequest input, Change change)
    {
        var sources = (input.ReservedInstancesIds ?? []).ConvertAll(change.Named<ReservedInstancesRow>);
        if (sources.Count == 0) throw CommonErrors.MissingParameter("ReservedInstancesId");
        if (input.TargetConfigurations is not { Count: > 0 } targets)
            throw CommonErrors.MissingParameter("TargetConfigurations");
        Check(sources, targets);
        foreach (var source in sources)
            change.Put(source with { State = ReservedInstanceState.Retired, End = change.Now });
        var results = targets.ConvertAll(target => change.Put(Result(sources[0], target, change)).Id);
        var id = $"rimod-{change.NewUuid()}";
        change.Put(new ReservedModificationRow(id)
        {
            SourceIds = sources.ConvertAll(one => one.Id),
            ResultIds = results,
            Targets = targets,
            Status = "processing",
            CreateDate = change.Now,
            UpdateDate = change.Now,
            ClientToken = input.ClientToken,
        });
        change.Later<ReservedModificationIsFulfilled>(Processing, id);
        return new() { ReservedInstancesModificationId = id };
    }

    private static ReservedInstancesRow Result(
        ReservedInstancesRow source, ReservedInstancesConfiguration target, Change change)
    {
        var isRegional = target.Scope == Wire.Ec2.Scope.Region
            || (target.Scope is null && target.AvailabilityZone is null && source.AvailabilityZone is null);
        var row = source with
        {
            Id = change.NewUuid(),
            Sequence = 0,
            State = ReservedInstanceState.Active,
            InstanceType = target.InstanceType ?? source.InstanceType,
            Count = target.InstanceCount ?? source.Count,
            AvailabilityZone = isRegional ? null : target.AvailabilityZone ?? source.AvailabilityZone,
            Start = change.Now,
            Listings = [],
        };
        change.Expire<ReservedInstancesMove>(row.End - change.Now, row.Id);
        return row;
    }

    private static void Check(List<ReservedInstancesRow> sources, List<ReservedInstancesConfiguration> targets)
    {
        var first = sources[0];
        if (sources.Exists(one => one.State != ReservedInstanceState.Active))
            throw Ec2Errors.IncorrectState("Only active Reserved Instances can be modified.");
        if (sources.Exists(one => (one.Product, one.Class, one.Payment, one.End, Family(one.InstanceType))
            != (first.Product, first.Class, first.Payment, first.End, Family(first.InstanceType))))
            throw CommonErrors.InvalidParameterCombination(
                "The Reserved Instances of a modification must be alike and end at the same time.");
        if (targets.Exists(one => one.InstanceType is { } type && Family(type) != Family(first.InstanceType)))
            throw CommonErrors.InvalidParameterValue("The instance family of Reserved Instances cannot be modified.");
        var had = sources.Sum(one => one.Count * Size(one.InstanceType));
        var wanted = targets.Sum(one =>
            (one.InstanceCount ?? first.Count) * Size(one.InstanceType ?? first.InstanceType));
        if (Math.Abs(had - wanted) > 0.001)
            throw CommonErrors.InvalidParameterValue(
                "The target configurations do not have the instance size footprint of the Reserved Instances.");
    }

    private static string Family(string type) => type[..type.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>
    /// AWS's normalization factors: nano 0.25, micro 0.5, small 1, … xlarge 8, and 8 for each further.
    /// </summary>
    private static double Size(string type)
    {
        var size = type[(type.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return size switch
        {
            "nano" => 0.25,
            "micro" => 0.5,
            "small" => 1,
            "medium" => 2,
            "large" => 4,
            "xlarge" => 8,
            _ when size.EndsWith("xlarge", StringComparison.Ordinal)
                && int.TryParse(size.AsSpan(0, size.Length - 6), CultureInfo.InvariantCulture, out var many) =>
                many * 8,
            _ => throw CommonErrors.InvalidParameterValue($"The size of '{type}' cannot be modified."),
        };
    }
}

/// <summary>A modification is done.</summary>
internal sealed class ReservedModificationIsFulfilled : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<ReservedModificationRow>(subject) is { } row)
            change.Put(row with { Status = "fulfilled", UpdateDate = change.Now });
    }
}
