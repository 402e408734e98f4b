using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DeclarativePolicies;

/// <summary>Shows a report on declarative policies; there are none.</summary>
internal sealed class GetDeclarativePoliciesReportSummary
    : IQuery<GetDeclarativePoliciesReportSummaryRequest, GetDeclarativePoliciesReportSummaryResult>
{
    public static GetDeclarativePoliciesReportSummaryResult Run(
        GetDeclarativePoliciesReportSummaryRequest input, WorldView at) =>
        throw NoReports.Absent(input.ReportId!);
}
