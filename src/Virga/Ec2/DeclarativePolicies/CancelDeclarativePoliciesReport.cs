using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DeclarativePolicies;

/// <summary>Cancels a report on declarative policies; there are none.</summary>
internal sealed class CancelDeclarativePoliciesReport
    : IMutation<CancelDeclarativePoliciesReportRequest, CancelDeclarativePoliciesReportResult>
{
    public static CancelDeclarativePoliciesReportResult Run(
        CancelDeclarativePoliciesReportRequest input, Change change) =>
        throw NoReports.Absent(input.ReportId!);
}
