using Virga.Service;

namespace Virga.Ec2;

/// <summary>
/// Errors of transit gateways. Codes and texts: as users of the Terraform provider quote them; those that nobody quotes
/// are from memory, unchecked.
/// </summary>
internal static partial class Ec2Errors
{
    /// <summary>Transit gateways and what belongs to them have a text of their own.</summary>
    public static Func<string, Exception> GoneOrAbsent(string code, string noun) =>
        id => new AwsException($"{code}.NotFound", $"{noun} {id} was deleted or does not exist.");

    public static AwsException InvalidState(string id) => IncorrectState($"{id} is in invalid state");

    public static AwsException HasAttachments(string id, string kind, IEnumerable<string> attachmentIds) =>
        IncorrectState($"{id} has non-deleted {kind}: {string.Join(", ", attachmentIds)}.");

    public static AwsException TransitGatewayRouteNotFound(string destination, string tableId) => new(
        "InvalidRoute.NotFound", $"Route {destination} does not exist in Transit Gateway Route Table {tableId}.");

    public static AwsException TransitGatewayRouteExists(string destination, string tableId) => new(
        "RouteAlreadyExists", $"Route {destination} already exists in Transit Gateway Route Table {tableId}.");
}
