using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SqlServerHighAvailability;

/// <summary>Lists what was known of such instances earlier; nothing.</summary>
internal sealed class DescribeInstanceSqlHaHistoryStates
    : IQuery<DescribeInstanceSqlHaHistoryStatesRequest, DescribeInstanceSqlHaHistoryStatesResult>
{
    public static DescribeInstanceSqlHaHistoryStatesResult Run(
        DescribeInstanceSqlHaHistoryStatesRequest input, WorldView at)
    {
        if (input.InstanceIds is { Count: > 0 } ids) ChosenInstances.Of(at, ids);
        NoItems.Check(input.Filters, input.NextToken, "haStatus", "sqlServerLicenseUsage");
        return new() { Instances = [] };
    }
}
