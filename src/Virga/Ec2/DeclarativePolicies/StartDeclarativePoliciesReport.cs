using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DeclarativePolicies;

/// <summary>
/// Begins a report on declarative policies, which only the management account of an organization may.
/// </summary>
internal sealed class StartDeclarativePoliciesReport
    : IMutation<StartDeclarativePoliciesReportRequest, StartDeclarativePoliciesReportResult>
{
    public static StartDeclarativePoliciesReportResult Run(
        StartDeclarativePoliciesReportRequest input, Change change) =>
        throw Ec2Errors.Unauthorized();
}
