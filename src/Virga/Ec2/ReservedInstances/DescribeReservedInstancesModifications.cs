using System.Globalization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ReservedInstances;

/// <summary>Lists modifications of reserved instances.</summary>
internal sealed class DescribeReservedInstancesModifications
    : IQuery<DescribeReservedInstancesModificationsRequest, DescribeReservedInstancesModificationsResult>
{
    private static readonly Listing<ReservedModificationRow, ReservedInstancesModification> Listing = new()
    {
        View = static (row, _) => View(row),
        Filters = new()
        {
            { "client-token", one => one.ClientToken },
            { "create-date", one => one.CreateDate },
            { "effective-date", one => one.EffectiveDate },
            { "modification-result.reserved-instances-id", one => Results(one).Select(result =>
                result.ReservedInstancesId) },
            { "modification-result.target-configuration.availability-zone", one => Targets(one).Select(target =>
                target.AvailabilityZone) },
            { "modification-result.target-configuration.availability-zone-id", one => Targets(one).Select(target =>
                target.AvailabilityZoneId) },
            { "modification-result.target-configuration.instance-count", one => Targets(one).Select(target =>
                target.InstanceCount?.ToString(CultureInfo.InvariantCulture)) },
            { "modification-result.target-configuration.instance-type", one => Targets(one).Select(target =>
                target.InstanceType) },
            { "reserved-instances-id", one => (one.ReservedInstancesIds ?? []).Select(id =>
                id.ReservedInstancesIdValue) },
            { "reserved-instances-modification-id", one => one.ReservedInstancesModificationId },
            { "status", one => one.Status },
            { "status-message", one => one.StatusMessage },
            { "update-date", one => one.UpdateDate },
        },
    };

    public static DescribeReservedInstancesModificationsResult Run(
        DescribeReservedInstancesModificationsRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.ReservedInstancesModificationIds, input.Filters, maxResults: null, input.NextToken);
        return new() { ReservedInstancesModifications = page.Items, NextToken = page.NextToken };
    }

    private static ReservedInstancesModification View(ReservedModificationRow row) => new()
    {
        ReservedInstancesModificationId = row.Id,
        ClientToken = row.ClientToken,
        CreateDate = row.CreateDate,
        EffectiveDate = row.CreateDate,
        UpdateDate = row.UpdateDate,
        Status = row.Status,
        ReservedInstancesIds =
            [.. row.SourceIds.Select(id => new ReservedInstancesId { ReservedInstancesIdValue = id })],
        ModificationResults =
        [
            .. row.Targets.Select((target, i) => new ReservedInstancesModificationResult
            {
                ReservedInstancesId = row.Status == "fulfilled" ? row.ResultIds[i] : null,
                TargetConfiguration = target,
            }),
        ],
    };

    private static List<ReservedInstancesModificationResult> Results(ReservedInstancesModification one) =>
        one.ModificationResults ?? [];

    private static IEnumerable<ReservedInstancesConfiguration> Targets(ReservedInstancesModification one) =>
        Results(one).Select(result => result.TargetConfiguration!);
}
