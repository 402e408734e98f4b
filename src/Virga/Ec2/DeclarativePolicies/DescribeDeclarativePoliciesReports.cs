using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DeclarativePolicies;

/// <summary>Lists reports on declarative policies; there are none, since there are no organizations.</summary>
internal sealed class DescribeDeclarativePoliciesReports
    : IQuery<DescribeDeclarativePoliciesReportsRequest, DescribeDeclarativePoliciesReportsResult>
{
    public static DescribeDeclarativePoliciesReportsResult Run(
        DescribeDeclarativePoliciesReportsRequest input, WorldView at)
    {
        if (input.ReportIds is [var first, ..]) throw NoReports.Absent(first);
        PageToken.Read(input.NextToken);
        return new() { Reports = [] };
    }
}
