using Virga.Service;

namespace Virga.Ec2.DeclarativePolicies;

/// <summary>No account belongs to an organization, so that nobody can begin a report.</summary>
internal static class NoReports
{
    public static AwsException Absent(string id) => NoItems.Absent(
        "report", "InvalidDeclarativePoliciesReportId", "declarative policies report ID", id);
}
