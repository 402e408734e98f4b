using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Lists which instance has which profile.</summary>
internal sealed class DescribeIamInstanceProfileAssociations
    : IQuery<DescribeIamInstanceProfileAssociationsRequest, DescribeIamInstanceProfileAssociationsResult>
{
    private static readonly Filters<IamInstanceProfileAssociation> Filters = new()
    {
        { "instance-id", one => one.InstanceId },
        { "state", one => one.State },
    };

    public static DescribeIamInstanceProfileAssociationsResult Run(
        DescribeIamInstanceProfileAssociationsRequest input, WorldView at)
    {
        var holders = input.AssociationIds is { Count: > 0 } ids
            ? ids.Select(id => ProfileAssociations.Holder(at, id))
            : at.Rows<InstanceRow>().Where(row => row.Profile is not null && !row.IsTerminated);
        var all = FactList.Filter(
            holders.Select(row => ProfileAssociations.View(row, IamInstanceProfileAssociationState.Associated)),
            Filters, input.Filters);
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { IamInstanceProfileAssociations = page.Items, NextToken = page.NextToken };
    }
}
