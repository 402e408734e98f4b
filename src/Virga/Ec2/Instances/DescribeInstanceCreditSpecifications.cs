using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// Lists how burstable instances use CPU credits. Without ids only those that are unlimited, as the API Reference says.
/// </summary>
internal sealed class DescribeInstanceCreditSpecifications
    : IQuery<DescribeInstanceCreditSpecificationsRequest, DescribeInstanceCreditSpecificationsResult>
{
    private const string Unlimited = "unlimited";

    private static readonly Filters<InstanceCreditSpecification> Filters = new()
    {
        { "instance-id", one => one.InstanceId },
    };

    private static readonly Listing<InstanceRow, InstanceCreditSpecification> Named = new()
    {
        View = View,
        Filters = Filters,
        IsVisible = static (row, _) => row.CpuCredits is not null && !row.IsTerminated,
        ExclusiveIds = "instancesSet",
    };

    private static readonly Listing<InstanceRow, InstanceCreditSpecification> OnlyUnlimited = new()
    {
        View = View,
        Filters = Filters,
        IsVisible = static (row, _) => row.CpuCredits == Unlimited && !row.IsTerminated,
    };

    public static DescribeInstanceCreditSpecificationsResult Run(
        DescribeInstanceCreditSpecificationsRequest input, WorldView at)
    {
        foreach (var id in input.InstanceIds ?? []) CheckHasCredits(at, id);
        var listing = input.InstanceIds is { Count: > 0 } ? Named : OnlyUnlimited;
        var page = listing.Page(at, input.InstanceIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { InstanceCreditSpecifications = page.Items, NextToken = page.NextToken };
    }

    private static void CheckHasCredits(WorldView at, string id)
    {
        if (at.Find<InstanceRow>(id) is { CpuCredits: null } other)
            throw new AwsException("InvalidParameterValue",
                $"The instance '{id}' has the type {other.InstanceType}, which has no CPU credits.");
    }

    private static InstanceCreditSpecification View(InstanceRow row, WorldView at) =>
        new() { InstanceId = row.Id, CpuCredits = row.CpuCredits };
}
