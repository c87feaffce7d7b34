/** The errors CloudStack answers with: an HTTP status that is also `errorcode`, mostly a `cserrorcode`, and a text. */

export class ApiError extends Error {
  /** HTTP status and `errorcode`. */
  readonly status: number;
  /** `cserrorcode`; authentication errors have none. */
  readonly csErrorCode: number | undefined;
  /** The envelope key, where it is not the command's own. */
  readonly envelope: string | undefined;

  constructor(status: number, csErrorCode: number | undefined, text: string, envelope?: string) {
    super(text);
    this.name = 'ApiError';
    this.status = status;
    this.csErrorCode = csErrorCode;
    this.envelope = envelope;
  }
}

/** 431 from the reading of parameters (ServerApiException: 9999). */
export const badParameter = (text: string): ApiError => new ApiError(431, 9999, text);

/** The `cserrorcode` of what breaks a rule (InvalidParameterValueException). */
export const INVALID = 4350;

/** 431 from the rules of a resource. */
export const invalid = (text: string): ApiError => new ApiError(431, INVALID, text);

/** 531: not the caller's resource. */
export const forbidden = (text = 'Caller does not have permission to operate with provided resource.'): ApiError =>
  new ApiError(531, 4365, text);

/** 530: something failed inside. */
export const internal = (text: string): ApiError => new ApiError(530, 9999, text);

/** 530 from an exception nobody caught (CloudRuntimeException: 4250, Java's own: 9999): only root admins learn what it was. */
export const failure = (call: { readonly caller: { readonly role: string } }, text: string, csErrorCode = 4250): ApiError =>
  new ApiError(
    530,
    csErrorCode,
    call.caller.role === 'Admin' ? text : 'Internal error executing command, please contact your system administrator',
  );

/** 432: the command is not for this caller, or not here. */
export const unavailable = (command: string, userId: string): ApiError =>
  new ApiError(
    432,
    9999,
    `The API [${command}] does not exist or is not available for the account for user id [${userId}].`,
    'errorresponse',
  );

/** 401, always the same words: nothing tells a wrong signature from an unknown key. */
export const unauthenticated = (text = 'unable to verify user credentials and/or request signature', envelope?: string): ApiError =>
  new ApiError(401, undefined, text, envelope);
