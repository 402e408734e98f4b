using Virga.Ec2.Subnets;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.RouteTables;

/// <summary>Each VPC has one main table, each subnet one association at most, each destination one route.</summary>
internal sealed class RouteTableInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        foreach (var vpc in at.Rows<VpcRow>())
        {
            var mains = at.Rows<RouteTableRow>().By(RouteTableRow.ByVpc, vpc.Id)
                .Sum(table => table.Associations.Count(association => association.IsMain));
            if (mains != 1) yield return $"{vpc.Id} has {mains} main route tables.";
        }

        foreach (var table in at.Rows<RouteTableRow>())
        {
            if (table.Routes.Select(route => route.Destination).Distinct().Count() != table.Routes.Count)
                yield return $"{table.Id} has two routes to the same destination.";
            foreach (var subnetId in table.Associations.Select(one => one.SubnetId).OfType<string>())
            {
                if (at.Find<SubnetRow>(subnetId) is null) yield return $"{table.Id} is associated with no subnet.";
                if (at.Rows<RouteTableRow>().CountBy(RouteTableRow.ByAssociated, subnetId) != 1)
                    yield return $"{subnetId} is associated with more than one route table.";
            }
        }
    }
}
