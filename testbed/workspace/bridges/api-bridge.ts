import { ApiBridge } from '@rocket.chat/apps-engine/server/bridges/ApiBridge.js';
import type { AppApi } from '@rocket.chat/apps-engine/server/managers/AppApi.js';

export interface AppEndpoint {
  readonly path: string;
  readonly authRequired: boolean;
}

/** The endpoints of the enabled apps by app id; http/app-api.ts serves them. */
export type AppEndpoints = Map<string, AppEndpoint[]>;

export class WorkspaceApiBridge extends ApiBridge {
  private readonly endpoints: AppEndpoints;
  constructor(endpoints: AppEndpoints) {
    super();
    this.endpoints = endpoints;
  }

  protected async registerApi({ endpoint }: AppApi, appId: string): Promise<void> {
    const known = this.endpoints.get(appId) ?? [];
    this.endpoints.set(appId, [...known, { path: endpoint.path, authRequired: endpoint.authRequired ?? false }]);
  }

  protected async unregisterApis(appId: string): Promise<void> {
    this.endpoints.delete(appId);
  }
}
