using Virga.Service;

namespace Virga.Ec2;

/// <summary>Errors of route tables. Texts: recorded where a test says so; the rest from memory, unchecked.</summary>
internal static partial class Ec2Errors
{
    public static AwsException RouteAlreadyExists(string destination) =>
        new("RouteAlreadyExists", $"The route identified by {destination} already exists.");

    public static AwsException RouteNotFound(string parameter, string destination, string tableId) => new(
        "InvalidRoute.NotFound", $"no route with {parameter} {destination} in route table {tableId}");

    public static AwsException NoRouteToReplace(string destination) => CommonErrors.InvalidParameterValue(
        $"There is no route defined for '{destination}' in the route table. Use CreateRoute instead.");

    public static AwsException LocalRouteStays(string destination, string tableId) =>
        CommonErrors.InvalidParameterValue($"cannot remove local route {destination} in route table {tableId}");

    public static AwsException GatewayInOtherNetwork(string tableId, string gatewayId) =>
        CommonErrors.InvalidParameterValue(
            $"route table {tableId} and network gateway {gatewayId} belong to different networks");

    public static AwsException AssociationNotFound(string id) =>
        new("InvalidAssociationID.NotFound", $"The association ID '{id}' does not exist");

    public static AwsException RouteTableAssociationConflicts(string tableId) => new(
        "Resource.AlreadyAssociated",
        $"the specified association for route table {tableId} conflicts with an existing association");

    /// <summary>The text of most resources that are in use.</summary>
    public static AwsException InUse(string noun, string id) =>
        DependencyViolation($"The {noun} '{id}' has dependencies and cannot be deleted.");
}
