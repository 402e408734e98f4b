using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SqlServerHighAvailability;

/// <summary>Lists instances whose SQL Server is watched for being a standby; none can be registered here.</summary>
internal sealed class DescribeInstanceSqlHaStates
    : IQuery<DescribeInstanceSqlHaStatesRequest, DescribeInstanceSqlHaStatesResult>
{
    public static DescribeInstanceSqlHaStatesResult Run(DescribeInstanceSqlHaStatesRequest input, WorldView at)
    {
        if (input.InstanceIds is { Count: > 0 } ids) ChosenInstances.Of(at, ids);
        NoItems.Check(input.Filters, input.NextToken, "haStatus", "sqlServerLicenseUsage");
        return new() { Instances = [] };
    }
}
