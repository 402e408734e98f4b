using Virga.Service;

namespace Virga.Ec2.CapacityManager;

/// <summary>The capacity manager is off and exports nothing.</summary>
internal static class NoDataExports
{
    public static AwsException Absent(string id) => NoItems.Absent(
        "cmde", "InvalidCapacityManagerDataExportId", "capacity manager data export ID", id);
}
